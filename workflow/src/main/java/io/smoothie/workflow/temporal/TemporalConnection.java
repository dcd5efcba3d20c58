package io.smoothie.workflow.temporal;

import com.uber.m3.tally.Scope;
import com.uber.m3.tally.ScopeCloseException;
import io.temporal.api.namespace.v1.NamespaceInfo;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way to connect to Temporal. Thread-safe. Its metrics, and those of the workflows, go to
 * Micrometer's global registry.
 */
public final class TemporalConnection implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TemporalConnection.class);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(8);
  private static final int ASK_TIMEOUT_SECONDS = 2;

  private final TemporalSettings settings;
  private final @Nullable Outages outages;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final Scope metrics;
  private final String address;
  private final @Nullable OwnEventLoop eventLoop;

  /**
   * @param eventLoop for this connection alone, or null for gRPC's, which every connection shares
   * @param outagesAt gives, for the address, the log of outages; or null when the caller waits and
   *     gets the exception itself
   */
  private TemporalConnection(
      TemporalSettings settings,
      @Nullable OwnEventLoop eventLoop,
      Function<String, @Nullable Outages> outagesAt,
      UnaryOperator<WorkflowServiceStubsOptions.Builder> patience) {
    this.settings = settings;
    this.eventLoop = eventLoop;
    ClientConfiguration configuration = ClientConfiguration.of(settings);
    address = configuration.address();
    outages = outagesAt.apply(address);
    metrics = MetricsReporter.scope();
    WorkflowServiceStubsOptions.Builder options =
        WorkflowServiceStubsOptions.newBuilder(configuration.stubs()).setMetricsScope(metrics);
    if (outages != null) {
      options.setGrpcClientInterceptors(List.of(outages));
    }
    if (eventLoop != null) {
      options.setChannelInitializer(
          configuration.stubs().getChannelInitializer().andThen(eventLoop::use));
    }
    stubs =
        ClientConfiguration.usable(
            "address (--temporal-address, TEMPORAL_ADDRESS)",
            () -> WorkflowServiceStubs.newServiceStubs(patience.apply(options).build()));
    if (eventLoop != null) {
      // It is set up meanwhile: the client takes a while to make.
      stubs.getRawChannel().getState(/* requestConnection= */ true);
    }
    client = WorkflowClient.newInstance(stubs, configuration.client());
  }

  /**
   * Connects within 10 seconds, for a person who waits: later calls give up within 20 seconds.
   *
   * @throws TemporalUnavailableException when nothing answers there, we are not let in, or there is
   *     no such namespace
   * @throws IllegalArgumentException when the configuration cannot be used
   */
  public static TemporalConnection connect(TemporalSettings settings) {
    TemporalConnection connection = patient(settings);
    try {
      connection.stubs.connect(CONNECT_TIMEOUT);
      // A table is bound to its namespace for good: a mistyped one has to be noticed before that.
      connection.describe();
      return connection;
    } catch (RuntimeException e) {
      connection.close();
      throw connection.unavailable(e);
    }
  }

  /**
   * Connects when first used, for a process that stays: calls are retried for a minute. The log
   * says once when Temporal does not answer, and once when it does again.
   *
   * @throws IllegalArgumentException when the configuration cannot be used
   */
  public static TemporalConnection lazy(TemporalSettings settings) {
    TemporalConnection connection =
        new TemporalConnection(settings, null, Outages::new, options -> options);
    connection.watch();
    return connection;
  }

  /**
   * As {@link #lazy}, for a process that does its own retries: a call succeeds or fails within 5
   * seconds.
   *
   * @throws IllegalArgumentException when the configuration cannot be used
   */
  public static TemporalConnection impatient(TemporalSettings settings) {
    TemporalConnection connection = impatient(settings, Outages::new);
    connection.watch();
    return connection;
  }

  /**
   * Another connection to the same Temporal, as {@link #impatient(TemporalSettings)}, which shares
   * this connection's log of outages, so that each outage is logged once. Close it before this one.
   */
  public TemporalConnection impatientToo() {
    return impatient(settings, address -> outages);
  }

  /**
   * Whether {@code failure} only says that Temporal does not answer now, which the log has said
   * already.
   */
  public static boolean isOutage(Throwable failure) {
    return Outages.isOne(failure);
  }

  private static TemporalConnection patient(TemporalSettings settings) {
    OwnEventLoop eventLoop = new OwnEventLoop();
    try {
      return new TemporalConnection(
          settings,
          eventLoop,
          address -> null,
          options -> options.setRpcRetryOptions(retriesFor(CONNECT_TIMEOUT)));
    } catch (RuntimeException e) {
      eventLoop.close();
      throw e;
    }
  }

  private static TemporalConnection impatient(
      TemporalSettings settings, Function<String, @Nullable Outages> outagesAt) {
    return new TemporalConnection(
        settings,
        null,
        outagesAt,
        options ->
            options
                .setRpcRetryOptions(retriesFor(Duration.ofSeconds(1)))
                .setRpcTimeout(Duration.ofSeconds(4))
                // Each of the first calls asks for this before itself, one after the other.
                .setSystemInfoTimeout(Duration.ofSeconds(1)));
  }

  public WorkflowClient client() {
    return client;
  }

  public WorkflowServiceStubs stubs() {
    return stubs;
  }

  /** Host and port of the server, as configured. */
  public String address() {
    return address;
  }

  public String namespace() {
    return client.getOptions().getNamespace();
  }

  /**
   * The namespace that answers now, with its ID: another server may have taken the place of the one
   * that answered before.
   *
   * @throws TemporalUnavailableException when it cannot be asked; says why
   */
  public TemporalNamespace ask() {
    try {
      return describe();
    } catch (RuntimeException e) {
      throw unavailable(e);
    }
  }

  /** Why Temporal cannot be used now, in words, within 2 seconds; empty when it answers. */
  public Optional<String> trouble() {
    try {
      var unused =
          stubs
              .blockingStub()
              .withDeadlineAfter(ASK_TIMEOUT_SECONDS, TimeUnit.SECONDS)
              .describeNamespace(question());
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(String.valueOf(unavailable(e).getMessage()));
    }
  }

  private TemporalNamespace describe() {
    NamespaceInfo info = stubs.blockingStub().describeNamespace(question()).getNamespaceInfo();
    return new TemporalNamespace(namespace(), info.getId(), address);
  }

  private TemporalUnavailableException unavailable(RuntimeException cause) {
    return TemporalUnavailableException.unreached(address, namespace(), cause);
  }

  private DescribeNamespaceRequest question() {
    return DescribeNamespaceRequest.newBuilder().setNamespace(namespace()).build();
  }

  /** Gives up calls under way. */
  @Override
  public void close() {
    if (outages != null) {
      outages.end();
    }
    try {
      stubs.shutdownNow();
      stubs.awaitTermination(2, TimeUnit.SECONDS);
    } finally {
      if (eventLoop != null) {
        eventLoop.close();
      }
    }
    try {
      metrics.close();
    } catch (ScopeCloseException e) {
      log.warn("The last metrics of the connection to {} were not reported", address, e);
    }
  }

  private void watch() {
    if (outages != null) {
      outages.askWith(this::probe);
    }
  }

  private void probe() {
    try {
      var unused =
          stubs
              .futureStub()
              .withDeadlineAfter(ASK_TIMEOUT_SECONDS, TimeUnit.SECONDS)
              .describeNamespace(question());
    } catch (RuntimeException e) {
      log.debug("Temporal at {} could not be asked", address, e);
    }
  }

  private static RpcRetryOptions retriesFor(Duration expiration) {
    return RpcRetryOptions.newBuilder()
        .setInitialInterval(Duration.ofMillis(100))
        .setExpiration(expiration)
        .validateBuildWithDefaults();
  }
}
