package io.smoothie.workflow;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.kitchen.Gate;
import io.smoothie.workflow.kitchen.Kitchen;
import io.smoothie.workflow.kitchen.TestOrder;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A robot that is not heard for as long as its order's heartbeat. */
class HeartbeatTest {
  private static final OrderRequest REQUEST =
      OrderRequest.of("Strawberry Smoothie")
          .withStartToClose(Duration.ofHours(2))
          .withLimit(Duration.ofHours(3))
          .withHeartbeat(Duration.ofSeconds(30));

  @RegisterExtension
  private final Kitchen kitchen = Kitchen.with("Robot1", "Robot2").whoseWorkersStop();

  private TestOrder working(OrderRequest request) {
    return kitchen.place(request).awaitTimer();
  }

  @Test
  void an_attempt_ends_once_its_robot_is_silent_and_another_robot_makes_the_order() {
    kitchen.table().silent("Robot1");
    TestOrder order = working(REQUEST);

    order.heartbeatTimeout("Robot1");

    order.awaitCall("TellRobotOrder(Robot2)");
    order.succeeded("Robot2");
    assertEquals(2, order.made().attempt());
    assertEquals(
        List.of(
            "GetRobot(1)",
            "TellRobotOrder(Robot1)",
            "ConfirmSilence(Robot1)",
            "SetRobotBroken(Robot1, timed_out)",
            "GetRobot(2)",
            "TellRobotOrder(Robot2)",
            "SetRobotFinished(Robot2)"),
        order.calls());
    assertEquals("was not heard for 30s", kitchen.table().brokenReason("Robot1").orElseThrow());
  }

  @Test
  void the_only_attempt_that_fell_silent_has_timed_out() {
    kitchen.table().silent("Robot1");
    TestOrder order = working(REQUEST.withAttempts(1));

    order.heartbeatTimeout("Robot1");

    ApplicationFailure failure = order.failure();
    assertEquals(FailureType.ROBOT_TIMED_OUT, failure.getType());
    assertEquals(
        "Order order-1 failed at TellRobotOrder: Robot1 was not heard for 30s; it is BROKEN now.",
        failure.getOriginalMessage());
  }

  @Test
  void a_robot_that_was_heard_after_all_goes_on_and_is_shown_with_what_it_said() {
    TestOrder order = working(REQUEST);

    order.heartbeatTimeout("Robot1");

    await().until(() -> order.currentDetails().contains("40 %, blending"));
    assertTrue(order.currentDetails().startsWith("**Robot1 is making it**"));
    // It falls silent later.
    kitchen.table().silent("Robot1");
    order.heartbeatTimeout("Robot1");
    order.awaitCall("SetRobotBroken(Robot1, timed_out)");
  }

  @Test
  void silence_counts_only_once_a_gateway_would_have_heard_the_robot() {
    kitchen.table().silent("Robot1");
    TestOrder order = working(REQUEST.withAttempts(1));
    kitchen.table().deaf(true);
    order.heartbeatTimeout("Robot1");
    kitchen.passUntil(
        () -> order.calls().stream().filter("ConfirmSilence(Robot1)"::equals).count() > 2);
    assertFalse(order.isClosed());

    kitchen.table().deaf(false);

    assertEquals(FailureType.ROBOT_TIMED_OUT, order.failure().getType());
  }

  @Test
  void an_answer_that_comes_while_the_table_is_asked_counts() {
    kitchen.table().silent("Robot1");
    Gate question = kitchen.table().block("ConfirmSilence");
    TestOrder order = working(REQUEST);
    order.heartbeatTimeout("Robot1");
    question.awaitCaller();

    order.succeeded("Robot1");

    assertEquals(1, order.made().attempt());
    question.open();
    assertTrue(kitchen.table().isFree("Robot1"));
  }

  @Test
  void an_answer_of_the_same_task_as_the_signal_counts() {
    kitchen.table().silent("Robot1");
    TestOrder order = working(REQUEST);
    kitchen.stopWorkers();
    order.heartbeatTimeout("Robot1");
    order.succeeded("Robot1");
    kitchen.startWorkers();

    assertEquals(1, order.made().attempt());
    assertFalse(order.calls().contains("ConfirmSilence(Robot1)"), "there is nothing to ask");
  }

  @Test
  void the_deadline_that_passes_while_no_gateway_listens_decides_as_always() {
    kitchen.table().silent("Robot1");
    TestOrder order =
        working(
            REQUEST
                .withAttempts(1)
                .withStartToClose(Duration.ofSeconds(10))
                .withHeartbeat(Duration.ofSeconds(3)));
    kitchen.table().deaf(true);
    order.heartbeatTimeout("Robot1");
    kitchen.passUntil(() -> order.calls().contains("ConfirmListening(Robot1)"));
    kitchen.table().deaf(false);

    assertEquals(
        "did not answer within 10s", TestOrder.details(order.failure()).attempts().get(0).what());
  }

  @Test
  void a_signal_about_another_robot_or_no_robot_or_without_a_robot_at_work_asks_nothing() {
    kitchen.table().silent("Robot1");
    TestOrder order = working(REQUEST);
    order.heartbeatTimeout("Robot2");
    order.signal("heartbeatTimeout", (Object) null);
    order.signal("heartbeatTimeout", Map.of());
    TestOrder second = working(REQUEST);
    TestOrder waits = working(REQUEST);
    waits.heartbeatTimeout("Robot1");
    waits.awaitEvents(EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED, 1);

    order.succeeded("Robot1");
    second.succeeded("Robot2");
    order.made();
    second.made();

    assertEquals(0, order.count(EVENT_TYPE_ACTIVITY_TASK_SCHEDULED));
    assertEquals(0, waits.count(EVENT_TYPE_ACTIVITY_TASK_SCHEDULED));
  }

  @Test
  void silence_that_is_told_before_the_robot_is_on_record_as_told_is_asked_about_then() {
    RobotName robot = new RobotName("Robot1");
    Answers answers = new Answers(new Decision());
    CurrentAttempt attempt = answers.expectFrom(robot);

    answers.seemsSilent(robot);
    assertFalse(attempt.seemsSilent);

    answers.told();
    assertTrue(attempt.seemsSilent);
  }

  @Test
  void a_cancelled_order_whose_robot_falls_silent_ends_as_cancelled() {
    kitchen.table().silent("Robot1");
    TestOrder order = working(REQUEST);
    order.cancel();
    order.awaitCall("TellRobotCancel(Robot1)");

    order.heartbeatTimeout("Robot1");

    assertEquals(FailureType.ORDER_CANCELLED, order.failure().getType());
    assertEquals(List.of("Robot1 timed_out"), kitchen.table().attempts(order.workflowId()));
  }

  @Test
  void a_heartbeat_costs_no_event_unless_the_robot_falls_silent_and_then_at_most_eight() {
    TestOrder made = working(REQUEST);
    made.succeeded("Robot1");
    made.made();
    assertEquals(13, made.events());

    TestOrder timedOut = working(REQUEST.withAttempts(1).withStartToClose(Duration.ofSeconds(10)));
    timedOut.failure();
    kitchen.table().silent("Robot2");
    TestOrder silent = working(REQUEST.withAttempts(1));
    silent.heartbeatTimeout("Robot2");
    silent.failure();

    int more = silent.events() - timedOut.events();
    assertTrue(more <= 8, () -> more + " events more than an attempt that times out");
  }
}
