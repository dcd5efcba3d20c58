package io.smoothie.workflow.temporal;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.smoothie.workflow.FailureType;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.OrderSearchAttributes;
import io.smoothie.workflow.kitchen.Kitchen;
import io.smoothie.workflow.kitchen.Reaction;
import io.smoothie.workflow.kitchen.TestOrder;
import io.temporal.common.SearchAttributes;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
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
}
