package io.smoothie.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.SmoothieOrderWorkflow.CancelAnswer;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotFailed;
import io.smoothie.workflow.kitchen.Gate;
import io.smoothie.workflow.kitchen.Kitchen;
import io.smoothie.workflow.kitchen.TestOrder;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The message by which a robot hears of a cancel, and what it may answer. */
class CancelMessageTest {
  @RegisterExtension private final Kitchen kitchen = Kitchen.with("Robot1", "Robot2");

  private TestOrder working() {
    return kitchen.place(OrderRequest.of("Strawberry Smoothie")).awaitTimer();
  }

  @Test
  void a_robot_that_stops_when_it_hears_of_the_cancel_is_free_and_not_broken() {
    kitchen.table().whenCancelled((order, robot) -> order.stopped(robot.value()));
    TestOrder order = working();

    assertEquals(CancelAnswer.ACCEPTED, order.cancel());

    ApplicationFailure failure = order.failure();
    assertEquals(FailureType.ORDER_CANCELLED, failure.getType());
    assertEquals(
        "Order order-1 was cancelled: as was asked: Robot1 stopped when it heard of the cancel.",
        failure.getOriginalMessage());
    assertEquals(Stage.TELL_ROBOT_ORDER, TestOrder.details(failure).stage());
    assertEquals(
        List.of(
            "GetRobot(1)",
            "TellRobotOrder(Robot1)",
            "TellRobotCancel(Robot1)",
            "FreeRobot(Robot1)",
            "EndOrder"),
        order.calls());
    assertTrue(kitchen.table().isFree("Robot1"), "not BROKEN");
    assertEquals(List.of("Robot1 released"), kitchen.table().attempts(order.workflowId()));
  }

  @Test
  void the_reason_of_a_robot_that_stopped_is_told() {
    TestOrder order = working();
    order.cancel();

    order.signal(
        "robotFailed", new RobotFailed(new RobotName("Robot1"), "cup empty", null, null, true));

    assertTrue(order.failure().getOriginalMessage().endsWith("heard of the cancel (cup empty)."));
  }

  @Test
  void a_robot_that_says_so_without_a_cancel_has_failed_like_any() {
    TestOrder order = working();

    order.stopped("Robot1");
    order.awaitCall("TellRobotOrder(Robot2)");
    order.cancel();
    order.succeeded("Robot2");

    assertEquals(FailureType.ORDER_CANCELLED, order.failure().getType());
    assertEquals(
        List.of("Robot1 failed", "Robot2 succeeded"), kitchen.table().attempts(order.workflowId()));
    assertTrue(kitchen.table().brokenReason("Robot1").isPresent());
  }

  @Test
  void a_robot_that_fails_otherwise_after_the_cancel_is_broken() {
    TestOrder order = working();
    order.cancel();

    order.failed("Robot1", "no ice");

    assertEquals(FailureType.ORDER_CANCELLED, order.failure().getType());
    assertEquals("no ice", kitchen.table().brokenReason("Robot1").orElseThrow());
  }

  @Test
  void a_message_that_cannot_be_sent_is_tried_a_few_times_and_changes_nothing() {
    kitchen.table().fail("TellRobotCancel", 100);
    TestOrder order = working();
    order.cancel();
    kitchen.passUntil(() -> tries(order) == 3);

    order.succeeded("Robot1");

    assertEquals(
        "Order order-1 was cancelled: Robot1 had made it by then.",
        order.failure().getOriginalMessage());
    assertEquals(3, tries(order));
    assertTrue(kitchen.table().isFree("Robot1"));
  }

  private static long tries(TestOrder order) {
    return order.calls().stream().filter("TellRobotCancel(Robot1)"::equals).count();
  }

  @Test
  void a_message_that_hangs_does_not_hold_up_the_ending() {
    Gate message = kitchen.table().block("TellRobotCancel");
    TestOrder order = working();
    order.cancel();
    message.awaitCaller();

    order.succeeded("Robot1");

    order.awaitClosed();
    assertEquals(FailureType.ORDER_CANCELLED, order.failure().getType());
    message.open();
  }

  @Test
  void a_second_cancel_is_no_second_message() {
    TestOrder order = working();
    order.cancel();
    order.awaitCall("TellRobotCancel(Robot1)");
    order.cancel();
    order.requestCancel();
    order.succeeded("Robot1");

    order.ending();

    assertEquals(1, tries(order));
  }

  @Test
  void an_order_that_is_not_cancelled_sends_none() {
    TestOrder order = working();
    order.succeeded("Robot1");

    order.made();

    assertEquals(0, tries(order));
    assertEquals(13, order.events());
  }

  @Test
  void a_cancel_that_comes_after_the_deadline_is_told_too() {
    TestOrder order = working();
    kitchen.table().deaf(true);
    kitchen.passUntil(() -> order.currentDetails().contains("waiting for a gateway"));

    order.cancel();
    order.awaitCall("TellRobotCancel(Robot1)");
    order.stopped("Robot1");

    assertEquals(FailureType.ORDER_CANCELLED, order.failure().getType());
    assertTrue(kitchen.table().isFree("Robot1"));
  }
}
