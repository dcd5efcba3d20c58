package io.smoothie.workflow.temporal;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.smoothie.workflow.FailureType;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.OrderSearchAttributes;
import io.smoothie.workflow.kitchen.Kitchen;
import io.smoothie.workflow.kitchen.Reaction;
import io.smoothie.workflow.kitchen.TestOrder;
import io.temporal.api.operatorservice.v1.ListSearchAttributesResponse;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.common.SearchAttributes;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SearchAttributesTest {
  private static final OrderRequest REQUEST = OrderRequest.of("Strawberry Smoothie");

  @RegisterExtension private final Kitchen kitchen = new Kitchen();
  private final TestOrder order = kitchen.order();

  private void place(OrderRequest request) {
    order.withSearchAttributes(OrderSearchAttributes.placed(request)).start(request);
  }

  private SearchAttributes found() {
    return kitchen
        .client()
        .newUntypedWorkflowStub(order.workflowId())
        .describe()
        .getTypedSearchAttributes();
  }

  private long upserts() {
    return order.history().getEvents().stream()
        .filter(event -> event.getEventType() == EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES)
        .count();
  }

  @Test
  void a_made_order_is_found_by_what_was_ordered_and_by_its_robot_for_one_event_more() {
    kitchen.table().add("Robot1");
    kitchen.table().when("Robot1", Reaction.succeedsAfter(Duration.ofSeconds(3)));
    place(REQUEST.withPriority(2));
    order.made();

    assertEquals(
        SearchAttributes.newBuilder()
            .set(OrderSearchAttributes.SMOOTHIE, "Strawberry Smoothie")
            .set(OrderSearchAttributes.PRIORITY, 2L)
            .set(OrderSearchAttributes.STATUS, "made")
            .set(OrderSearchAttributes.ROBOT, "Robot1")
            .build(),
        found());
    assertEquals(1, upserts());
    assertEquals(14, order.events());
  }

  @Test
  void a_failed_order_is_found_by_its_failure_type() {
    kitchen.table().add("Robot1");
    place(REQUEST.withAttempts(1));
    order.failure();

    SearchAttributes found = found();
    assertEquals("failed", found.get(OrderSearchAttributes.STATUS));
    assertEquals("Robot1", found.get(OrderSearchAttributes.ROBOT));
    assertEquals(FailureType.ROBOT_TIMED_OUT, found.get(OrderSearchAttributes.FAILURE_TYPE));
    assertEquals(1, upserts());
  }

  @Test
  void an_order_that_no_robot_had_names_none() {
    place(REQUEST);
    order.failure();

    assertEquals(FailureType.NO_ROBOT_AVAILABLE, found().get(OrderSearchAttributes.FAILURE_TYPE));
    assertFalse(found().containsKey(OrderSearchAttributes.ROBOT));
  }

  @Test
  void a_cancelled_order_is_found_as_cancelled_and_has_no_failure_type() {
    kitchen.table().add("Robot1");
    place(REQUEST);
    order.awaitTimer();
    order.requestCancel();
    order.succeeded("Robot1");
    order.awaitClosed();

    assertEquals("cancelled", found().get(OrderSearchAttributes.STATUS));
    assertEquals("Robot1", found().get(OrderSearchAttributes.ROBOT));
    assertFalse(found().containsKey(OrderSearchAttributes.FAILURE_TYPE));
    assertEquals(1, upserts());
  }

  @Test
  void an_order_that_was_placed_without_attributes_ends_without_them() {
    kitchen.table().add("Robot1");
    kitchen.table().when("Robot1", Reaction.succeedsAfter(Duration.ofSeconds(3)));
    order.start(REQUEST);
    order.made();

    assertEquals(0, upserts());
  }

  @Test
  void a_namespace_that_does_not_know_the_attributes_takes_orders_without_them() {
    try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance()) {
      new Orders(temporal.getWorkflowClient())
          .place(new OrderId("plain"), REQUEST, Kitchen.TASK_QUEUE);

      assertEquals(
          SearchAttributes.EMPTY,
          temporal
              .getWorkflowClient()
              .newUntypedWorkflowStub("smoothie-plain")
              .describe()
              .getTypedSearchAttributes());
    }
  }

  @Test
  void a_client_that_places_many_orders_asks_for_the_attributes_once() {
    Tells tells = new Tells();
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setWorkflowServiceStubsOptions(
                WorkflowServiceStubsOptions.newBuilder()
                    .setGrpcClientInterceptors(List.of(tells))
                    .build());
    OrderSearchAttributes.types().forEach(options::registerSearchAttribute);
    try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance(options.build())) {
      Orders orders = new Orders(temporal.getWorkflowClient());
      for (String id : List.of("first", "second")) {
        orders.place(new OrderId(id), REQUEST, Kitchen.TASK_QUEUE);
        assertEquals(
            OrderSearchAttributes.placed(REQUEST),
            temporal
                .getWorkflowClient()
                .newUntypedWorkflowStub("smoothie-" + id)
                .describe()
                .getTypedSearchAttributes());
      }
    }
    assertEquals(1, tells.asked.get());
  }

  /** A server that tells its search attributes, which the in-memory one does not. */
  private static final class Tells implements ClientInterceptor {
    final AtomicInteger asked = new AtomicInteger();

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      if (!method.equals(OperatorServiceGrpc.getListSearchAttributesMethod())) {
        return next.newCall(method, options);
      }
      return new ClientCall<>() {
        private @Nullable Listener<A> listener;

        @Override
        public void start(Listener<A> responses, Metadata headers) {
          listener = responses;
        }

        @Override
        @SuppressWarnings("unchecked") // It is the answer of that method.
        public void sendMessage(Q question) {
          asked.incrementAndGet();
          Listener<A> responses = Objects.requireNonNull(listener);
          responses.onHeaders(new Metadata());
          responses.onMessage(
              (A)
                  ListSearchAttributesResponse.newBuilder()
                      .putAllCustomAttributes(OrderSearchAttributes.types())
                      .build());
          responses.onClose(Status.OK, new Metadata());
        }

        @Override
        public void request(int messages) {}

        @Override
        public void cancel(@Nullable String message, @Nullable Throwable cause) {}

        @Override
        public void halfClose() {}
      };
    }
  }
}
