package io.smoothie.workflow;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.kitchen.Gate;
import io.smoothie.workflow.kitchen.Kitchen;
import io.smoothie.workflow.kitchen.Reaction;
import io.smoothie.workflow.kitchen.TestOrder;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A worker tells a robot and dies before Temporal has its workflow task; meanwhile the order is to
 * end. The robot is at work: the order waits for it, and no other order gets it before.
 */
class LostTaskEndingsTest {
  private static final OrderRequest REQUEST = OrderRequest.of("Strawberry Smoothie");

  /**
   * On a busy machine, too, longer than a task takes: after four fifths of it the SDK reports what
   * the task's local activities have done by then, and that report would be the one that is lost.
   */
  private static final Duration LOST_AFTER = Duration.ofSeconds(5);

  @RegisterExtension private final Kitchen kitchen = Kitchen.with("Robot1").whoseWorkersStop();

  private TestOrder toldByALostTask() {
    TestOrder order = kitchen.order().withTaskTimeout(LOST_AFTER);
    kitchen.loseTaskOf(order, () -> order.start(REQUEST));
    return order;
  }

  private static void requestCancel(TestOrder order) {
    order.requestCancel();
    order.awaitEvents(EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED, 1);
  }

  @Test
  void a_cancelled_order_waits_for_the_success_of_the_robot_that_was_told() {
    TestOrder order = toldByALostTask();
    requestCancel(order);
    kitchen.startWorkers();
    order.awaitTimer();
    order.awaitCall("TellRobotCancel(Robot1)");
    TestOrder next = kitchen.place(REQUEST).awaitTimer();
    assertTrue(kitchen.table().isWaiting(next.workflowId()), "the robot is not free yet");
    order.succeeded("Robot1");
    next.awaitCall("TellRobotOrder(Robot1)");
    // Before any wait that skips time, which would skip the next one's, too.
    next.succeeded("Robot1");

    assertInstanceOf(CanceledFailure.class, order.ending().getCause());
    assertEquals(
        List.of(
            "GetRobot(1)",
            "TellRobotOrder(Robot1)",
            "EndOrder",
            "TellRobotCancel(Robot1)",
            "SetRobotFinished(Robot1)",
            "EndOrder"),
        order.calls());
    assertEquals(List.of("Robot1 succeeded"), kitchen.table().attempts(order.workflowId()));
    assertEquals(1, next.made().attempt());
  }

  @Test
  void a_success_that_came_before_the_cancel_is_recorded() {
    TestOrder order = toldByALostTask();
    order.succeeded("Robot1");
    requestCancel(order);
    kitchen.startWorkers();

    assertInstanceOf(CanceledFailure.class, order.ending().getCause());
    assertEquals(List.of("Robot1 succeeded"), kitchen.table().attempts(order.workflowId()));
  }

  @Test
  void a_robot_that_was_told_and_does_not_answer_is_broken_as_usual() {
    TestOrder order = toldByALostTask();
    requestCancel(order);
    kitchen.startWorkers();

    assertInstanceOf(CanceledFailure.class, order.ending().getCause());
    assertEquals(List.of("Robot1 timed_out"), kitchen.table().attempts(order.workflowId()));
    assertTrue(kitchen.table().brokenReason("Robot1").isPresent());
  }

  @Test
  void a_second_attempt_that_a_lost_task_began_is_seen_out_too() {
    kitchen.table().add("Robot2");
    Gate broken = kitchen.table().block("SetRobotBroken");
    TestOrder order = kitchen.order().withTaskTimeout(LOST_AFTER);
    order.start(REQUEST);
    order.awaitTimer();
    kitchen.passUntil(broken::hasCaller);
    kitchen.loseTaskOf(order, broken::open);
    requestCancel(order);
    order.succeeded("Robot2");
    kitchen.startWorkers();

    assertInstanceOf(CanceledFailure.class, order.ending().getCause());
    assertEquals(
        List.of("Robot1 timed_out", "Robot2 succeeded"),
        kitchen.table().attempts(order.workflowId()));
  }

  @Test
  void a_robot_that_a_lost_task_told_is_not_released_when_the_broker_goes_away_afterwards() {
    kitchen.table().when("Robot1", Reaction.silent(), Reaction.notSent("not connected"));
    TestOrder order = toldByALostTask();
    kitchen.startWorkers();
    order.awaitTimer();
    order.succeeded("Robot1");

    assertEquals(1, order.made().attempt());
    assertEquals(
        List.of(
            "GetRobot(1)",
            "TellRobotOrder(Robot1)",
            "GetRobot(1)",
            "TellRobotOrder(Robot1)",
            "SetRobotFinished(Robot1)"),
        order.calls());
  }
}
