package io.smoothie.workflow.temporal;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.smoothie.workflow.OrderId;
import io.temporal.api.errordetails.v1.NamespaceNotFoundFailure;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.serviceclient.StatusUtils;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A client that connects is told of a problem before anything else is done. */
class TemporalConnectionTest {
  private @Nullable RuntimeException refusal;
  private final NettyServerBuilder builder =
      NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  private @Nullable Server server;
  private String address = "";

  /** Knows the namespaces, and nothing else. */
  private final class Namespaces extends WorkflowServiceGrpc.WorkflowServiceImplBase {
    @Override
    public void getSystemInfo(
        GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> observer) {
      observer.onNext(GetSystemInfoResponse.getDefaultInstance());
      observer.onCompleted();
    }

    @Override
    public void describeNamespace(
        DescribeNamespaceRequest request, StreamObserver<DescribeNamespaceResponse> observer) {
      if (refusal != null) {
        observer.onError(refusal);
        return;
      }
      observer.onNext(DescribeNamespaceResponse.getDefaultInstance());
      observer.onCompleted();
    }
  }

  @BeforeEach
  void start() throws IOException {
    GRPCServerHelper.registerServicesAndHealthChecks(List.of(new Namespaces()), builder);
    Server started = builder.build().start();
    server = started;
    address = "127.0.0.1:" + started.getPort();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.shutdownNow();
    }
  }

  @Test
  void a_namespace_that_is_there_is_connected_to() {
    try (TemporalConnection connection =
        TemporalConnection.connect(TemporalSettings.exactly(address, "kitchen"))) {
      assertEquals("kitchen", connection.namespace());
    }
  }

  @Test
  void where_no_address_is_configured_it_is_the_usual_one_of_this_machine() {
    TemporalSettings nothing = new TemporalSettings(null, null, null, /* exact= */ true);
    try (TemporalConnection connection = TemporalConnection.lazy(nothing)) {
      assertEquals("127.0.0.1:7233", connection.address());
    }
  }

  @Test
  void a_mistyped_namespace_is_named() {
    NamespaceNotFoundFailure unknown =
        NamespaceNotFoundFailure.newBuilder().setNamespace("kitchn").build();
    refusal =
        StatusUtils.newException(
            Status.NOT_FOUND.withDescription("unknown"),
            unknown,
            NamespaceNotFoundFailure.getDescriptor());

    assertEquals(
        "There is no namespace kitchn in the Temporal at %s: create it, or name another"
                .formatted(address)
            + " (--temporal-namespace, TEMPORAL_NAMESPACE).",
        refused(TemporalSettings.exactly(address, "kitchn")));
  }

  @Test
  void a_client_that_is_not_let_in_is_told_so() {
    refusal = Status.UNAUTHENTICATED.withDescription("no such key").asRuntimeException();

    String message = refused(TemporalSettings.exactly(address, "kitchen"));

    assertTrue(message.contains("does not let us in (UNAUTHENTICATED: no such key)"), message);
    assertTrue(message.contains("TEMPORAL_API_KEY"), message);
  }

  @Test
  void an_address_where_nothing_listens_is_named_with_the_networks_own_words() {
    stop();

    String message = refused(TemporalSettings.exactly(address, "kitchen"));

    assertTrue(message.contains("does not answer at " + address), message);
    assertTrue(message.contains("refused"), message);
  }

  private static String refused(TemporalSettings settings) {
    return String.valueOf(
        assertThrows(TemporalUnavailableException.class, () -> TemporalConnection.connect(settings))
            .getMessage());
  }

  @Test
  void a_proxy_of_the_jvm_is_not_asked_for_a_server_on_this_machine() {
    ProxySelector before = ProxySelector.getDefault();
    // As https.proxyHost with an empty http.nonProxyHosts; nothing listens at this one.
    ProxySelector.setDefault(
        ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)));
    try (TemporalConnection connection =
        TemporalConnection.connect(TemporalSettings.exactly(address, "kitchen"))) {
      assertEquals(address, connection.address());
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  @Test
  void a_host_with_an_underscore_is_resolved_by_the_system() {
    // No such name can be had in a test without a file of hosts: the real tier has one.
    TemporalUnavailableException unknown =
        assertThrows(
            TemporalUnavailableException.class,
            () ->
                TemporalConnection.connect(
                    TemporalSettings.exactly("no_such_host.invalid:7233", "kitchen")));

    String message = String.valueOf(unknown.getMessage());
    assertTrue(message.contains("does not answer at no_such_host.invalid:7233"), message);
    assertTrue(message.contains("no_such_host.invalid"), message);
  }

  @Test
  void a_host_with_an_underscore_is_named_as_it_was_given() {
    try (TemporalConnection connection =
        TemporalConnection.lazy(TemporalSettings.exactly("no_such_host.invalid:7233", "kitchen"))) {
      Orders orders = new Orders(connection.client());

      TemporalUnavailableException away =
          assertThrows(
              TemporalUnavailableException.class, () -> orders.state(new OrderId("table-7")));

      String message = String.valueOf(away.getMessage());
      assertTrue(
          message.startsWith(
              "Temporal at no_such_host.invalid:7233 (namespace kitchen) could not be asked about"
                  + " order table-7: "),
          message);
    }
  }

  @Test
  void an_outage_is_said_once_and_its_end_once_by_all_connections_of_a_process() throws Exception {
    List<String> said = new CopyOnWriteArrayList<>();
    AppenderBase<ILoggingEvent> appender =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            said.add(event.getLevel() + " " + event.getFormattedMessage());
          }
        };
    Logger log = (Logger) LoggerFactory.getLogger(TemporalConnection.class);
    Level before = log.getLevel();
    log.setLevel(Level.INFO);
    appender.start();
    log.addAppender(appender);
    try (TemporalConnection connection =
            TemporalConnection.lazy(TemporalSettings.exactly(address, "kitchen"));
        TemporalConnection second = connection.impatientToo()) {
      describe(second);
      int port = Objects.requireNonNull(server).getPort();
      Objects.requireNonNull(server).shutdownNow().awaitTermination();
      for (int i = 0; i < 3; i++) {
        assertThrows(StatusRuntimeException.class, () -> describe(connection));
        assertThrows(StatusRuntimeException.class, () -> describe(second));
      }
      assertEquals(1, said.size(), said::toString);
      assertTrue(said.get(0).startsWith("WARN Temporal at %s does not".formatted(address)));

      NettyServerBuilder again =
          NettyServerBuilder.forAddress(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      GRPCServerHelper.registerServicesAndHealthChecks(List.of(new Namespaces()), again);
      server = again.build().start();

      await().atMost(Duration.ofSeconds(30)).until(() -> said.size() > 1);
      describe(connection);
      describe(second);
      assertEquals("INFO Temporal at %s answers again".formatted(address), said.get(1));
    }
    assertEquals(2, said.size(), said::toString);
    log.detachAppender(appender);
    log.setLevel(before);
  }

  private static void describe(TemporalConnection connection) {
    var unused =
        connection
            .stubs()
            .blockingStub()
            .withDeadlineAfter(Duration.ofSeconds(5))
            .describeNamespace(DescribeNamespaceRequest.getDefaultInstance());
  }
}
