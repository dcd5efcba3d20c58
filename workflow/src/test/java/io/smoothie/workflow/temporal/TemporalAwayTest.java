package io.smoothie.workflow.temporal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotFailed;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotSucceeded;
import io.smoothie.workflow.temporal.Orders.Delivery;
import io.smoothie.workflow.temporal.Orders.State;
import io.temporal.api.errordetails.v1.NamespaceNotFoundFailure;
import io.temporal.api.errordetails.v1.NotFoundFailure;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.SignalWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.SignalWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.StatusUtils;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Orders makes of a Temporal that refuses, is away, or has no such namespace. */
class TemporalAwayTest {
  private static final OrderId ORDER = new OrderId("order-1");
  private static final RobotName ROBOT1 = new RobotName("Robot1");

  private StatusRuntimeException answer = Status.UNAVAILABLE.asRuntimeException();
  private @Nullable StatusRuntimeException afterDescribe;
  private final Server server =
      InProcessServerBuilder.forName("temporal-away")
          .directExecutor()
          .addService(new Refusing())
          .build();
  private final WorkflowServiceStubs stubs =
      WorkflowServiceStubs.newServiceStubs(
          WorkflowServiceStubsOptions.newBuilder()
              .setChannel(InProcessChannelBuilder.forName("temporal-away").directExecutor().build())
              .setRpcRetryOptions(
                  RpcRetryOptions.newBuilder()
                      .setInitialInterval(Duration.ofMillis(10))
                      .setExpiration(Duration.ofMillis(300))
                      .validateBuildWithDefaults())
              .build());
  private final Orders orders = new Orders(WorkflowClient.newInstance(stubs));

  /** Answers every question in the same way. */
  private final class Refusing extends WorkflowServiceGrpc.WorkflowServiceImplBase {
    @Override
    public void getSystemInfo(
        GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> observer) {
      observer.onNext(GetSystemInfoResponse.getDefaultInstance());
      observer.onCompleted();
    }

    @Override
    public void signalWorkflowExecution(
        SignalWorkflowExecutionRequest request,
        StreamObserver<SignalWorkflowExecutionResponse> observer) {
      observer.onError(answer);
    }

    @Override
    public void describeWorkflowExecution(
        DescribeWorkflowExecutionRequest request,
        StreamObserver<DescribeWorkflowExecutionResponse> observer) {
      observer.onError(answer);
      answer = afterDescribe == null ? answer : afterDescribe;
    }

    @Override
    public void startWorkflowExecution(
        StartWorkflowExecutionRequest request,
        StreamObserver<StartWorkflowExecutionResponse> observer) {
      observer.onError(answer);
    }
  }

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    stubs.shutdownNow();
    stubs.awaitTermination(2, TimeUnit.SECONDS);
    server.shutdownNow();
  }

  private static StatusRuntimeException notFound(Message detail) {
    return StatusUtils.newException(
        Status.NOT_FOUND.withDescription("not found"), detail, detail.getDescriptorForType());
  }

  @Test
  void an_order_that_temporal_does_not_know_is_not_there() {
    answer = notFound(NotFoundFailure.getDefaultInstance());

    assertEquals(Delivery.NO_SUCH_ORDER, orders.succeeded(ORDER, RobotSucceeded.by(ROBOT1)));
    assertEquals(State.NOT_FOUND, orders.state(ORDER));
    assertThrows(OrderNotFoundException.class, () -> orders.cancel(ORDER));
  }

  @Test
  void a_missing_namespace_says_nothing_about_an_order() {
    answer = notFound(NamespaceNotFoundFailure.newBuilder().setNamespace("default").build());

    assertThrows(
        WorkflowNotFoundException.class, () -> orders.succeeded(ORDER, RobotSucceeded.by(ROBOT1)));
    assertThrows(TemporalUnavailableException.class, () -> orders.state(ORDER));
    assertThrows(TemporalUnavailableException.class, () -> orders.cancel(ORDER));
  }

  @Test
  void an_argument_that_temporal_refuses_is_refused_for_good() {
    answer = Status.INVALID_ARGUMENT.withDescription("too large").asRuntimeException();

    assertEquals(Delivery.REFUSED, orders.failed(ORDER, RobotFailed.of(ROBOT1, "no ice")));
  }

  @Test
  void a_call_that_temporal_does_not_answer_may_be_repeated_and_names_temporal() {
    answer = Status.UNAVAILABLE.withDescription("gone fishing").asRuntimeException();

    assertThrows(
        WorkflowServiceException.class, () -> orders.succeeded(ORDER, RobotSucceeded.by(ROBOT1)));
    TemporalUnavailableException away =
        assertThrows(
            TemporalUnavailableException.class,
            () -> orders.place(ORDER, OrderRequest.of("Mango"), "kitchen"));
    assertSays("could not be asked to place order", away);
    assertSays("gone fishing", away);
    assertThrows(TemporalUnavailableException.class, () -> orders.state(ORDER));
  }

  @Test
  void a_call_that_was_cut_off_on_its_way_is_no_defect() {
    answer = Status.CANCELLED.asRuntimeException();

    assertThrows(
        WorkflowServiceException.class, () -> orders.succeeded(ORDER, RobotSucceeded.by(ROBOT1)));
    TemporalUnavailableException cutOff =
        assertThrows(
            TemporalUnavailableException.class,
            () -> orders.place(ORDER, OrderRequest.of("Mango"), "kitchen"));
    assertSays("could not be asked to place order order-1: the call was cut off.", cutOff);
    assertThrows(TemporalUnavailableException.class, () -> orders.state(ORDER));
    assertThrows(TemporalUnavailableException.class, () -> orders.cancel(ORDER));
    assertThrows(TemporalUnavailableException.class, () -> orders.cancelByTemporalAlone(ORDER));
  }

  @Test
  void a_new_server_in_the_place_of_the_one_that_was_asked_does_not_say_that_an_order_is_over() {
    afterDescribe = notFound(NotFoundFailure.getDefaultInstance());

    assertThrows(TemporalUnavailableException.class, () -> orders.state(ORDER));
  }

  private static void assertSays(String words, Throwable e) {
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains(words), message);
  }
}
