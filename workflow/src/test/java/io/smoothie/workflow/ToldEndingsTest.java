package io.smoothie.workflow;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.kitchen.Kitchen;
import io.smoothie.workflow.kitchen.Reaction;
import io.smoothie.workflow.kitchen.TestOrder;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an order tells the table of its ending, in the call that releases its robot. */
class ToldEndingsTest {
  private static final OrderRequest REQUEST =
      OrderRequest.of("Strawberry Smoothie").withPriority(2).withParams(JobData.parse("{\"a\":1}"));

  @RegisterExtension private final Kitchen kitchen = new Kitchen();

  @Test
  void a_made_order_tells_its_request_its_robot_and_its_attempts() {
    kitchen.table().add("Robot1", "Robot2");
    kitchen.table().when("Robot1", Reaction.failsAfter(Duration.ofSeconds(1), "no ice"));
    kitchen.table().when("Robot2", Reaction.succeedsAfter(Duration.ofSeconds(1)));
    TestOrder order = kitchen.place(REQUEST);
    order.made();

    OrderEnding ending = told(order);
    assertEquals(OrderOutcome.MADE, ending.outcome());
    assertEquals(REQUEST, ending.request());
    assertEquals(new RobotName("Robot2"), ending.robot());
    assertEquals(2, ending.attempts());
    assertEquals(ending.placed(), ending.due());
  }

  @Test
  void a_failed_order_tells_the_failure_as_its_execution_has_it() {
    kitchen.table().add("Robot1");
    TestOrder order = kitchen.place(REQUEST.withAttempts(1));
    String message = order.failure().getOriginalMessage();

    OrderEnding ending = told(order);
    assertEquals(OrderOutcome.FAILED, ending.outcome());
    assertEquals(FailureType.ROBOT_TIMED_OUT, ending.failureType());
    assertEquals(Stage.TELL_ROBOT_ORDER, ending.stage());
    assertEquals(message, ending.message());
    assertEquals(new RobotName("Robot1"), ending.robot());
    assertEquals(1, ending.attempts());
  }

  @Test
  void an_order_that_is_cancelled_at_work_tells_it_once_although_its_robot_made_it() {
    kitchen.table().add("Robot1");
    TestOrder order = kitchen.place(REQUEST).awaitTimer();
    order.cancel();
    order.succeeded("Robot1");
    String message = order.failure().getOriginalMessage();

    OrderEnding ending = told(order);
    assertEquals(OrderOutcome.CANCELLED, ending.outcome());
    assertEquals(message, ending.message());
    assertTrue(message.contains("had made it by then"), message);
  }

  @Test
  void temporals_own_cancel_is_told_as_cancelled() {
    kitchen.table().add("Robot1");
    TestOrder order = kitchen.place(REQUEST).awaitTimer();
    order.requestCancel();
    order.awaitEvents(EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED, 1);
    order.succeeded("Robot1");
    order.ending();

    assertEquals(OrderOutcome.CANCELLED, told(order).outcome());
    assertEquals(FailureType.ORDER_CANCELLED, told(order).failureType());
  }

  private OrderEnding told(TestOrder order) {
    return kitchen.table().ending(order.workflowId()).orElseThrow();
  }
}
