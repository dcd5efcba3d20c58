package io.smoothie.workflow.temporal;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.tally.ScopeCloseException;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.Metrics;
import io.smoothie.workflow.Text;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way to connect to Temporal. Thread-safe. Its metrics, and those of the workflows, go to
 * Micrometer's global registry.
 */
public final class TemporalConnection implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TemporalConnection.class);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(8);

  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final Scope metrics;
  private final String address;

  private TemporalConnection(
      TemporalSettings settings, UnaryOperator<WorkflowServiceStubsOptions.Builder> patience) {
    ClientConfigProfile profile = usable("environment", () -> profile(settings));
    metrics =
        new RootScopeBuilder()
            .reporter(new Reporter())
            .reportEvery(com.uber.m3.util.Duration.ofSeconds(1));
    WorkflowServiceStubsOptions.Builder options =
        WorkflowServiceStubsOptions.newBuilder(
                usable(
                    "TLS or API key (TEMPORAL_TLS_…, TEMPORAL_API_KEY)",
                    profile::toWorkflowServiceStubsOptions))
            .setMetricsScope(metrics);
    stubs =
        usable(
            "address (--temporal-address, TEMPORAL_ADDRESS)",
            () -> WorkflowServiceStubs.newServiceStubs(patience.apply(options).build()));
    client = WorkflowClient.newInstance(stubs, profile.toWorkflowClientOptions());
    address = stubs.getOptions().getTarget();
  }

  /**
   * Connects within 10 seconds, for somebody who waits: later calls give up within 10 seconds, too.
   *
   * @throws TemporalUnavailableException when nothing answers there, we are not let in, or there is
   *     no such namespace
   * @throws IllegalArgumentException when the configuration cannot be used
   */
  public static TemporalConnection connect(TemporalSettings settings) {
    TemporalConnection connection =
        new TemporalConnection(
            settings, options -> options.setRpcRetryOptions(retriesFor(CONNECT_TIMEOUT)));
    try {
      connection.stubs.connect(CONNECT_TIMEOUT);
      // A table binds itself to a namespace for good, so that a mistyped one is noticed first.
      connection
          .stubs
          .blockingStub()
          .describeNamespace(
              DescribeNamespaceRequest.newBuilder().setNamespace(connection.namespace()).build());
      return connection;
    } catch (RuntimeException e) {
      connection.close();
      throw new TemporalUnavailableException(connection.whyNot(e), e);
    }
  }

  /**
   * Connects when first used, for a process that stays: calls are retried for a minute.
   *
   * @throws IllegalArgumentException when the configuration cannot be used
   */
  public static TemporalConnection lazy(TemporalSettings settings) {
    return new TemporalConnection(settings, options -> options);
  }

  /**
   * Connects when first used, for a process that stays and retries itself: a call has succeeded or
   * failed after 5 seconds.
   *
   * @throws IllegalArgumentException when the configuration cannot be used
   */
  public static TemporalConnection impatient(TemporalSettings settings) {
    return new TemporalConnection(
        settings,
        options ->
            options
                .setRpcRetryOptions(retriesFor(Duration.ofSeconds(1)))
                .setRpcTimeout(Duration.ofSeconds(4))
                // What the first calls ask before them, one call after the other.
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

  /** Gives up calls under way. */
  @Override
  public void close() {
    stubs.shutdownNow();
    stubs.awaitTermination(2, TimeUnit.SECONDS);
    try {
      metrics.close();
    } catch (ScopeCloseException e) {
      log.warn("The last metrics of the connection to {} were not reported", address, e);
    }
  }

  private static RpcRetryOptions retriesFor(Duration expiration) {
    return RpcRetryOptions.newBuilder()
        .setInitialInterval(Duration.ofMillis(100))
        .setExpiration(expiration)
        .validateBuildWithDefaults();
  }

  private String whyNot(RuntimeException e) {
    if (!(e instanceof StatusRuntimeException refusal)) {
      return "Temporal at %s could not be asked: %s.".formatted(address, words(e));
    }
    return switch (refusal.getStatus().getCode()) {
      case NOT_FOUND ->
          ("There is no namespace %s in the Temporal at %s: create it, or name another"
                  + " (--temporal-namespace, TEMPORAL_NAMESPACE).")
              .formatted(namespace(), address);
      case UNAUTHENTICATED, PERMISSION_DENIED ->
          ("Temporal at %s does not let us in (%s): see to the API key or the certificate"
                  + " (TEMPORAL_API_KEY, TEMPORAL_TLS_…, temporal.toml).")
              .formatted(address, words(e));
      default ->
          ("Temporal does not answer at %s (%s). Start one (`smoothie up`, or `temporal server"
                  + " start-dev`), or say where it is and whether it wants TLS: --temporal-address,"
                  + " TEMPORAL_ADDRESS, TEMPORAL_TLS.")
              .formatted(address, words(e));
    };
  }

  /** What lies at the bottom, such as a refused connection or a handshake that failed. */
  private static String words(Throwable e) {
    Throwable bottom = e;
    while (bottom.getCause() != null) {
      bottom = bottom.getCause();
    }
    String said =
        bottom instanceof NoSuchFileException
            ? "there is no file " + bottom.getMessage()
            : String.valueOf(bottom.getMessage());
    return Text.forOneLine(said, 200);
  }

  private static <T> T usable(String what, Callable<T> configured) {
    try {
      return configured.call();
    } catch (Exception e) {
      throw new IllegalArgumentException(
          "Temporal's %s, or its profile in temporal.toml, cannot be used: %s."
              .formatted(what, words(e).replaceFirst("\\.$", "")),
          e);
    }
  }

  private static ClientConfigProfile profile(TemporalSettings settings) throws IOException {
    LoadClientConfigProfileOptions.Builder load = LoadClientConfigProfileOptions.newBuilder();
    if (settings.profile() != null) {
      load.setConfigFileProfile(settings.profile());
    }
    ClientConfigProfile.Builder profile =
        settings.exact()
            ? ClientConfigProfile.newBuilder()
            : ClientConfigProfile.load(load.build()).toBuilder();
    if (settings.address() != null) {
      profile.setAddress(settings.address());
    }
    if (settings.namespace() != null) {
      profile.setNamespace(settings.namespace());
    }
    return profile.build();
  }

  /** The SDK's closes the registry with itself, and whatever counts after that counts nothing. */
  private static final class Reporter extends MicrometerClientStatsReporter {
    Reporter() {
      super(Metrics.globalRegistry);
    }

    @Override
    public void close() {}
  }
}
