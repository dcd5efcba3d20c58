package io.smoothie.workflow;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_FIRED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_STARTED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.kitchen.Gate;
import io.smoothie.workflow.kitchen.Kitchen;
import io.smoothie.workflow.kitchen.Reaction;
import io.smoothie.workflow.kitchen.TestOrder;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which answers an order believes, and when. */
class AnswersTest {
  private static final OrderRequest REQUEST = OrderRequest.of("Strawberry Smoothie");
  private static final OrderRequest HASTY = REQUEST.withStartToClose(Duration.ofSeconds(1));

  /** Long enough to stop the workers in, on a busy machine, before the task is handed out again. */
  private static final Duration LOST_AFTER = Duration.ofSeconds(3);

  @RegisterExtension
  private final Kitchen kitchen = Kitchen.with("Robot1", "Robot2").whoseWorkersStop();

  private void awaitIgnored(int answers) {
    await().until(() -> kitchen.counted("smoothie_answers_ignored") == answers);
  }

  @Test
  void an_answer_from_another_robot_changes_nothing_and_is_counted() {
    TestOrder order = kitchen.place(REQUEST.withAttempts(1)).awaitTimer();

    order.succeeded("Robot2");
    order.failed("Robot2", "not mine");
    order.succeeded("Nobody");
    awaitIgnored(3);

    assertEquals(FailureType.ROBOT_TIMED_OUT, order.failure().getType());
    assertTrue(kitchen.table().isFree("Robot2"));
  }

  @Test
  void late_success_from_the_first_robot_does_not_finish_the_second_attempt() {
    TestOrder order = kitchen.place(REQUEST.withAttempts(2)).awaitTimer();
    kitchen.passUntil(() -> order.calls().contains("TellRobotOrder(Robot2)"));

    order.succeeded("Robot1");
    awaitIgnored(1);

    assertEquals(FailureType.ATTEMPTS_EXHAUSTED, order.failure().getType());
    assertEquals(
        List.of("Robot1 timed_out", "Robot2 timed_out"),
        kitchen.table().attempts(order.workflowId()));
  }

  @Test
  void a_late_answer_while_the_order_waits_for_its_next_robot_is_counted() {
    kitchen.place(REQUEST.withStartToClose(Duration.ofMinutes(10))).awaitTimer();
    TestOrder order = kitchen.place(REQUEST).awaitTimer();
    kitchen.passUntil(() -> kitchen.table().isWaiting(order.workflowId()));

    order.succeeded("Robot2");
    awaitIgnored(1);

    assertTrue(kitchen.table().isWaiting(order.workflowId()));
  }

  @Test
  void a_duplicate_changes_nothing() {
    TestOrder order = kitchen.place(REQUEST).awaitTimer();
    kitchen.stopWorkers();
    order.succeeded("Robot1");
    order.succeeded("Robot1");
    order.failed("Robot1", "after all");
    kitchen.startWorkers();

    assertEquals(1, order.made().attempt());
    awaitIgnored(2);
    assertEquals(1, Collections.frequency(order.calls(), "SetRobotFinished(Robot1)"));
  }

  @Test
  void a_failure_before_a_success_is_what_counts() {
    TestOrder order = kitchen.place(REQUEST.withAttempts(1)).awaitTimer();
    kitchen.stopWorkers();
    order.failed("Robot1", "no ice");
    order.succeeded("Robot1");
    kitchen.startWorkers();

    assertEquals(FailureType.ROBOT_FAILED, order.failure().getType());
    awaitIgnored(1);
  }

  @Test
  void signals_that_say_nothing_change_nothing() {
    TestOrder order = kitchen.place(REQUEST).awaitTimer();

    order.signal("robotSucceeded");
    order.signal("robotSucceeded", new Object[] {null});
    order.signal("robotSucceeded", "Robot1");
    order.signal("robotSucceeded", Map.of());
    order.signal("robotSucceeded", Map.of("robot", "not a robot/s name"));
    order.signal("robotFailed");
    order.signal("robotFailed", Map.of("robot", 17));
    order.signal("wakeUp");
    order.signal("wakeUp", Map.of("claim", "one"));
    order.signal("noSuchSignal", 1);
    order.succeeded("Robot1");

    assertEquals(1, order.made().attempt());
  }

  @Test
  void a_success_before_the_publish_has_returned_counts() {
    kitchen.table().when("Robot1", Reaction.succeedsAtOnce());
    TestOrder order = kitchen.place(REQUEST);

    assertEquals(1, order.made().attempt());
    assertEquals(1, Collections.frequency(order.calls(), "TellRobotOrder(Robot1)"));
  }

  @Test
  void a_success_of_a_robot_that_is_claimed_later_and_was_not_told_is_no_answer() {
    kitchen.table().when("Robot1", Reaction.succeedsAfter(Duration.ofSeconds(1)));
    TestOrder order = kitchen.order();
    order.startWithSuccess("Robot1", REQUEST);

    assertEquals(1, order.made().attempt());
    assertEquals(
        List.of("GetRobot(1)", "TellRobotOrder(Robot1)", "SetRobotFinished(Robot1)"),
        order.calls());
    awaitIgnored(1);
  }

  @Test
  void a_success_of_a_robot_that_is_claimed_in_place_of_another_is_no_answer_before_it_is_told() {
    Reaction replaced =
        told -> {
          kitchen.table().add("Robot0");
          return Reaction.notHeld().to(told);
        };
    kitchen.table().when("Robot1", Reaction.notSent("not connected"), replaced);
    kitchen.table().when("Robot0", Reaction.succeedsAfter(Duration.ofSeconds(1)));
    TestOrder order = kitchen.order();
    order.start(REQUEST);
    order.awaitTimer();
    order.succeeded("Robot0");
    kitchen.pass(Duration.ofSeconds(1));

    assertEquals(new RobotName("Robot0"), order.made().robot());
    assertEquals(1, Collections.frequency(order.calls(), "TellRobotOrder(Robot0)"));
    awaitIgnored(1);
  }

  @Test
  void an_answer_of_a_robot_that_the_order_never_gets_is_counted_by_the_end_at_the_latest() {
    TestOrder order = kitchen.order();
    order.startWithSuccess("Robot7", REQUEST.withAttempts(1));

    assertEquals(FailureType.ROBOT_TIMED_OUT, order.failure().getType());
    awaitIgnored(1);
  }

  @Test
  void an_answer_heard_before_the_lost_claim_is_known_counts() {
    TestOrder order = kitchen.order().withTaskTimeout(LOST_AFTER);
    kitchen.loseTaskOf(order, () -> order.start(REQUEST));
    order.succeeded("Robot1");
    kitchen.startWorkers();

    assertEquals(1, order.made().attempt());
    assertEquals(
        List.of("GetRobot(1)", "TellRobotOrder(Robot1)", "GetRobot(1)", "SetRobotFinished(Robot1)"),
        order.calls());
  }

  @Test
  void an_answer_in_a_retry_heard_before_the_lost_claim_is_known_counts() {
    Gate broken = kitchen.table().block("SetRobotBroken");
    TestOrder order = kitchen.order().withTaskTimeout(LOST_AFTER);
    order.start(REQUEST);
    order.awaitTimer();
    kitchen.passUntil(broken::hasCaller);
    kitchen.loseTaskOf(order, broken::open);
    order.succeeded("Robot2");
    kitchen.startWorkers();

    assertEquals(2, order.made().attempt());
    assertEquals(1, Collections.frequency(order.calls(), "TellRobotOrder(Robot2)"));
  }

  @Test
  void an_answer_heard_before_the_lost_claim_of_a_robot_in_place_of_another_counts() {
    Reaction replaced =
        told -> {
          kitchen.table().add("Robot0");
          return Reaction.notHeld().to(told);
        };
    kitchen.table().when("Robot1", Reaction.notSent("not connected"), replaced);
    TestOrder order = kitchen.order().withTaskTimeout(LOST_AFTER);
    order.start(REQUEST);
    order.awaitTimer();
    kitchen.loseTaskOf(order, () -> kitchen.pass(Duration.ofSeconds(1)));
    order.succeeded("Robot0");
    kitchen.startWorkers();

    assertEquals(new RobotName("Robot0"), order.made().robot());
    assertEquals(1, Collections.frequency(order.calls(), "TellRobotOrder(Robot0)"));
  }

  @Test
  void a_failure_heard_before_the_lost_claim_is_known_counts() {
    TestOrder order = kitchen.order().withTaskTimeout(LOST_AFTER);
    kitchen.loseTaskOf(order, () -> order.start(REQUEST.withAttempts(1)));
    order.failed("Robot1", "no milk");
    kitchen.startWorkers();

    assertEquals(FailureType.ROBOT_FAILED, order.failure().getType());
    assertEquals(Optional.of("no milk"), kitchen.table().brokenReason("Robot1"));
  }

  @Test
  void a_claim_that_a_lost_task_made_is_old_and_the_next_number_is_taken() {
    kitchen.table().when("Robot1", Reaction.notHeld(), Reaction.silent());
    TestOrder order = kitchen.order().withTaskTimeout(LOST_AFTER);
    kitchen.loseTaskOf(order, () -> order.start(REQUEST));
    kitchen.startWorkers();
    order.awaitTimer();
    order.succeeded("Robot1");

    assertEquals(1, order.made().attempt());
    assertEquals(
        List.of(
            "GetRobot(1)",
            "TellRobotOrder(Robot1)",
            "GetRobot(2)",
            "TellRobotOrder(Robot1)",
            "GetRobot(1)",
            "GetRobot(2)",
            "TellRobotOrder(Robot1)",
            "SetRobotFinished(Robot1)"),
        order.calls());
  }

  @Test
  void a_success_that_arrives_while_the_broker_is_asked_again_counts_whatever_the_broker_says() {
    Gate publish = kitchen.table().block("TellRobotOrder");
    kitchen.table().when("Robot1", Reaction.notSent("not connected"));
    TestOrder order = kitchen.order().withTaskTimeout(Duration.ofSeconds(2));
    order.start(HASTY);
    publish.awaitCaller();
    order.succeeded("Robot1");
    // A local activity that takes long has the workflow task go on, which brings the signal.
    order.awaitEvents(EVENT_TYPE_WORKFLOW_TASK_COMPLETED, 1);
    publish.open();

    assertEquals(1, order.made().attempt());
    assertEquals(List.of("Robot1 succeeded"), kitchen.table().attempts(order.workflowId()));
  }

  @Test
  void a_success_recorded_before_the_timer_of_the_same_task_counts() {
    TestOrder order = kitchen.place(HASTY.withAttempts(1)).awaitTimer();
    kitchen.stopWorkers();
    order.succeeded("Robot1");
    order.awaitEvents(EVENT_TYPE_TIMER_FIRED, 1);
    kitchen.startWorkers();

    assertEquals(1, order.made().attempt());
  }

  @Test
  void a_success_recorded_after_the_timer_of_the_same_task_counts() {
    TestOrder order = kitchen.place(HASTY.withAttempts(1)).awaitTimer();
    kitchen.stopWorkers();
    kitchen.pass(Duration.ofSeconds(1));
    order.awaitEvents(EVENT_TYPE_TIMER_FIRED, 1);
    order.succeeded("Robot1");
    order.awaitEvents(EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED, 1);
    kitchen.startWorkers();

    assertEquals(1, order.made().attempt());
  }

  private TestOrder wakeLate() {
    TestOrder order = kitchen.place(HASTY.withAttempts(1)).awaitTimer();
    kitchen.stopWorkers();
    kitchen.pass(Duration.ofSeconds(1));
    order.awaitEvents(EVENT_TYPE_TIMER_FIRED, 1);
    // A workflow task that no worker takes locks the server's clock, so that this takes its time.
    kitchen.pass(Duration.ofMillis(1_200));
    kitchen.startWorkers();
    order.awaitEvents(EVENT_TYPE_TIMER_STARTED, 2);
    return order;
  }

  @Test
  void a_timer_that_woke_late_grants_a_grace_for_a_success_held_back_outside() {
    TestOrder order = wakeLate();
    kitchen.pass(Duration.ofSeconds(25));
    order.succeeded("Robot1");

    assertEquals(1, order.made().attempt());
  }

  @Test
  void after_the_grace_the_robot_is_broken() {
    TestOrder order = wakeLate();

    assertEquals(FailureType.ROBOT_TIMED_OUT, order.failure().getType());
    assertEquals(2, order.count(EVENT_TYPE_TIMER_FIRED));
    assertTrue(kitchen.table().brokenReason("Robot1").isPresent());
  }

  @Test
  void a_late_success_while_the_last_robot_is_set_broken_changes_nothing() {
    Gate broken = kitchen.table().block("SetRobotBroken");
    TestOrder order = kitchen.place(REQUEST.withAttempts(1)).awaitTimer();
    kitchen.passUntil(broken::hasCaller);
    order.succeeded("Robot1");
    awaitIgnored(1);
    broken.open();

    assertEquals(FailureType.ROBOT_TIMED_OUT, order.failure().getType());
    assertEquals(List.of("Robot1 timed_out"), kitchen.table().attempts(order.workflowId()));
    assertEquals(Optional.of("did not answer within 10s"), kitchen.table().brokenReason("Robot1"));
  }

  @Test
  void a_late_success_while_the_first_robot_is_set_broken_changes_nothing() {
    kitchen.table().when("Robot2", Reaction.succeedsAfter(Duration.ofSeconds(3)));
    Gate broken = kitchen.table().block("SetRobotBroken");
    TestOrder order = kitchen.place(REQUEST).awaitTimer();
    kitchen.passUntil(broken::hasCaller);
    order.succeeded("Robot1");
    awaitIgnored(1);
    broken.open();

    assertEquals(2, order.made().attempt());
    assertEquals(
        List.of("Robot1 timed_out", "Robot2 succeeded"),
        kitchen.table().attempts(order.workflowId()));
  }
}
