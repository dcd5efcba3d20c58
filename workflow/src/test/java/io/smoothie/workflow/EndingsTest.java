package io.smoothie.workflow;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.OrderFailure.FailedAttempt;
import io.smoothie.workflow.kitchen.Kitchen;
import io.smoothie.workflow.kitchen.Reaction;
import io.smoothie.workflow.kitchen.TestOrder;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every way an order ends by itself, and every stage on the way there. */
class EndingsTest {
  private static final OrderRequest REQUEST = OrderRequest.of("Strawberry Smoothie");

  @RegisterExtension private final Kitchen kitchen = new Kitchen();

  @Test
  void an_order_is_made_by_the_first_robot() {
    kitchen.table().add("Robot2", "Robot1");
    kitchen.table().when("Robot1", Reaction.succeedsAfter(Duration.ofSeconds(3)));
    TestOrder order = kitchen.place(REQUEST);

    assertEquals(
        new OrderResult(
            new OrderId("order-1"), "Strawberry Smoothie", new RobotName("Robot1"), 1, null),
        order.made());
    assertEquals(
        List.of("GetRobot(1)", "TellRobotOrder(Robot1)", "SetRobotFinished(Robot1)"),
        order.calls());
    assertEquals(List.of("Robot1 succeeded"), kitchen.table().attempts(order.workflowId()));
    assertTrue(kitchen.table().isFree("Robot1"));
    assertEquals(13, order.events());
  }

  @Test
  void a_robot_that_does_not_answer_in_time_is_broken() {
    kitchen.table().add("Robot1");
    TestOrder order = kitchen.place(REQUEST.withAttempts(1));

    ApplicationFailure failure = order.failure();

    assertEquals(FailureType.ROBOT_TIMED_OUT, failure.getType());
    assertEquals(
        "Order order-1 failed at TellRobotOrder: Robot1 did not answer within 10s; it is BROKEN"
            + " now.",
        failure.getOriginalMessage());
    assertEquals(
        new OrderFailure(
            Stage.TELL_ROBOT_ORDER,
            List.of(new FailedAttempt(new RobotName("Robot1"), "did not answer within 10s", null))),
        TestOrder.details(failure));
    assertEquals(
        List.of(
            "GetRobot(1)",
            "TellRobotOrder(Robot1)",
            "ConfirmListening(Robot1)",
            "SetRobotBroken(Robot1, timed_out)",
            "EndOrder"),
        order.calls());
    assertEquals(Optional.of("did not answer within 10s"), kitchen.table().brokenReason("Robot1"));
  }

  @Test
  void a_success_just_before_the_deadline_counts() {
    kitchen.table().add("Robot1");
    kitchen.table().when("Robot1", Reaction.succeedsAfter(Duration.ofMillis(9_500)));

    assertEquals(1, kitchen.place(REQUEST.withAttempts(1)).made().attempt());
  }

  @Test
  void a_timeout_says_when_nobody_was_subscribed() {
    kitchen.table().add("Robot1");
    kitchen.table().when("Robot1", Reaction.nobodySubscribed());

    ApplicationFailure failure = kitchen.place(REQUEST.withAttempts(1)).failure();

    assertEquals(FailureType.ROBOT_TIMED_OUT, failure.getType());
    assertTrue(
        failure.getOriginalMessage().contains("nobody was subscribed to its orders"),
        failure.getOriginalMessage());
  }

  @Test
  void a_robot_that_reports_a_failure_is_broken_for_its_own_reason() {
    kitchen.table().add("Robot1");
    kitchen.table().when("Robot1", Reaction.failsAfter(Duration.ofSeconds(2), "out of milk"));
    TestOrder order = kitchen.place(REQUEST.withAttempts(1));

    ApplicationFailure failure = order.failure();

    assertEquals(FailureType.ROBOT_FAILED, failure.getType());
    assertEquals(
        "Order order-1 failed at TellRobotOrder: Robot1 reported a failure (out of milk); it is"
            + " BROKEN now.",
        failure.getOriginalMessage());
    assertEquals(
        List.of(
            "GetRobot(1)", "TellRobotOrder(Robot1)", "SetRobotBroken(Robot1, failed)", "EndOrder"),
        order.calls());
    assertEquals(Optional.of("out of milk"), kitchen.table().brokenReason("Robot1"));
  }

  @Test
  void a_failure_without_a_reason_counts_too() {
    kitchen.table().add("Robot1");
    kitchen.table().when("Robot1", Reaction.failsAfter(Duration.ofSeconds(2), ""));

    assertEquals(
        FailureType.ROBOT_FAILED, kitchen.place(REQUEST.withAttempts(1)).failure().getType());
    assertEquals(Optional.of("reported a failure"), kitchen.table().brokenReason("Robot1"));
  }

  @Test
  void a_retry_finds_another_robot() {
    kitchen.table().add("Robot1", "Robot2");
    kitchen.table().when("Robot2", Reaction.succeedsAfter(Duration.ofSeconds(3)));
    TestOrder order = kitchen.place(REQUEST);

    OrderResult result = order.made();

    assertEquals(new RobotName("Robot2"), result.robot());
    assertEquals(2, result.attempt());
    assertEquals(
        List.of(
            "GetRobot(1)",
            "TellRobotOrder(Robot1)",
            "ConfirmListening(Robot1)",
            "SetRobotBroken(Robot1, timed_out)",
            "GetRobot(2)",
            "TellRobotOrder(Robot2)",
            "SetRobotFinished(Robot2)"),
        order.calls());
    assertEquals(
        List.of("Robot1 timed_out", "Robot2 succeeded"),
        kitchen.table().attempts(order.workflowId()));
  }

  @Test
  void attempts_are_exhausted_and_every_robot_is_named() {
    kitchen.table().add("Robot1", "Robot2", "Robot3");
    kitchen.table().when("Robot2", Reaction.failsAfter(Duration.ofSeconds(1), "no ice"));

    ApplicationFailure failure = kitchen.place(REQUEST.withAttempts(2)).failure();

    assertEquals(FailureType.ATTEMPTS_EXHAUSTED, failure.getType());
    assertEquals(
        "Order order-1 failed at TellRobotOrder: 2 attempts were allowed: Robot1 did not answer"
            + " within 10s; Robot2 reported a failure (no ice).",
        failure.getOriginalMessage());
    assertEquals(2, TestOrder.details(failure).attempts().size());
    assertTrue(kitchen.table().isFree("Robot3"));
  }

  @Test
  void an_order_that_has_used_every_robot_fails_at_once() {
    kitchen.table().add("Robot1", "Robot2");

    ApplicationFailure failure = kitchen.place(REQUEST.withAttempts(3)).failure();

    assertEquals(FailureType.ATTEMPTS_EXHAUSTED, failure.getType());
    assertEquals(Stage.GET_ROBOT, TestOrder.details(failure).stage());
    assertTrue(
        failure
            .getOriginalMessage()
            .contains(
                "every robot there is has tried: Robot1 did not answer within 10s; Robot2 did"),
        failure.getOriginalMessage());
  }

  @Test
  void no_robot_is_free_and_the_order_does_not_queue() {
    kitchen.table().add("Robot1");
    kitchen.place(REQUEST).awaitTimer();
    TestOrder order = kitchen.place(REQUEST.withQueueTimeout(Duration.ZERO));

    ApplicationFailure failure = order.failure();

    assertEquals(FailureType.NO_ROBOT_AVAILABLE, failure.getType());
    assertEquals(Stage.GET_ROBOT, TestOrder.details(failure).stage());
    assertEquals(List.of("GetRobot(1)", "EndOrder"), order.calls());
    assertEquals(1, order.count(EVENT_TYPE_ACTIVITY_TASK_SCHEDULED));
  }

  @Test
  void an_empty_table_fails_whatever_the_queue_timeout() {
    ApplicationFailure failure = kitchen.place(REQUEST).failure();

    assertEquals(FailureType.NO_ROBOT_AVAILABLE, failure.getType());
    assertTrue(
        failure.getOriginalMessage().contains("smoothie robots add"), failure.getOriginalMessage());
  }

  @Test
  void a_queue_timeout_of_0_fails_a_retry_that_finds_no_robot() {
    kitchen.table().add("Robot1", "Robot2");
    TestOrder other = kitchen.place(REQUEST.withStartToClose(Duration.ofMinutes(5)));
    other.awaitTimer();
    TestOrder order = kitchen.place(REQUEST.withQueueTimeout(Duration.ZERO));

    ApplicationFailure failure = order.failure();

    assertEquals(FailureType.NO_ROBOT_AVAILABLE, failure.getType());
    assertTrue(
        failure.getOriginalMessage().endsWith(": Robot2 did not answer within 10s."),
        failure.getOriginalMessage());
  }
}
