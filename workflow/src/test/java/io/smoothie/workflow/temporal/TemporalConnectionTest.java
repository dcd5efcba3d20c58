package io.smoothie.workflow.temporal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever connects hears what is wrong before anything else is done. */
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
  void whoever_is_not_let_in_is_told_so() {
    refusal = Status.UNAUTHENTICATED.withDescription("no such key").asRuntimeException();

    String message = refused(TemporalSettings.exactly(address, "kitchen"));

    assertTrue(message.contains("does not let us in (UNAUTHENTICATED: no such key)"), message);
    assertTrue(message.contains("TEMPORAL_API_KEY"), message);
  }

  @Test
  void nobody_at_the_address_is_told_with_what_the_network_says() {
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
}
