package io.smoothie.workflow;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_FIRED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.kitchen.Gate;
import io.smoothie.workflow.kitchen.Kitchen;
import io.smoothie.workflow.kitchen.Reaction;
import io.smoothie.workflow.kitchen.TestOrder;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Told or not told: what comes of a broker that does not take the message. */
class BrokerTest {
  private static final OrderRequest REQUEST =
      OrderRequest.of("Strawberry Smoothie").withStartToClose(Duration.ofSeconds(5));
  private static final Duration LONG = Duration.ofSeconds(20_000);
  private static final Reaction AWAY = Reaction.notSent("not connected");
  private static final Reaction MAKES_IT = Reaction.succeedsAfter(Duration.ofSeconds(1));

  @RegisterExtension private final Kitchen kitchen = Kitchen.with("Robot1");

  @Test
  void a_broker_that_is_away_for_a_moment_costs_no_attempt() {
    kitchen.table().when("Robot1", AWAY, AWAY, MAKES_IT);
    TestOrder order = kitchen.place(REQUEST.withAttempts(1));

    assertEquals(1, order.made().attempt());
    assertEquals(3, Collections.frequency(order.calls(), "TellRobotOrder(Robot1)"));
    assertEquals(2, order.count(EVENT_TYPE_TIMER_FIRED));
    assertEquals(0, order.count(EVENT_TYPE_ACTIVITY_TASK_SCHEDULED));
  }

  @Test
  void without_a_queue_an_order_fails_when_the_broker_took_nothing_for_start_to_close() {
    kitchen.table().when("Robot1", AWAY);
    TestOrder order = kitchen.place(REQUEST.withQueueTimeout(Duration.ZERO));

    ApplicationFailure failure = order.failure();

    assertEquals(FailureType.BROKER_UNAVAILABLE, failure.getType());
    assertEquals(
        "Order order-1 failed at TellRobotOrder: the broker did not take the message for Robot1:"
            + " not connected.",
        failure.getOriginalMessage());
    assertEquals(List.of(), TestOrder.details(failure).attempts());
    assertEquals(
        List.of("FreeRobot(Robot1)", "EndOrder"),
        order.calls().subList(order.calls().size() - 2, order.calls().size()));
    int told = Collections.frequency(order.calls(), "TellRobotOrder(Robot1)");
    assertTrue(told == 5 || told == 6, "told every second of 5: " + told);
    assertTrue(kitchen.table().isFree("Robot1"));
  }

  @Test
  void with_a_queue_an_order_claims_again_until_its_limit_has_passed() {
    kitchen.table().when("Robot1", AWAY);
    TestOrder order = kitchen.place(REQUEST.withLimit(Duration.ofSeconds(20)));

    ApplicationFailure failure = order.failure();

    assertEquals(FailureType.BROKER_UNAVAILABLE, failure.getType());
    assertTrue(order.calls().contains("GetRobot(4)"), order.calls().toString());
    assertEquals(List.of(), TestOrder.details(failure).attempts());
  }

  @Test
  void
      with_a_long_limit_an_order_waits_between_two_tries_however_short_the_start_to_close_timeout() {
    kitchen.table().when("Robot1", AWAY);
    TestOrder order =
        kitchen.place(REQUEST.withStartToClose(Duration.ofSeconds(1)).withLimit(LONG));

    ApplicationFailure failure = order.failure();

    assertEquals(FailureType.BROKER_UNAVAILABLE, failure.getType());
    long told = order.calls().stream().filter("TellRobotOrder(Robot1)"::equals).count();
    long freed = order.calls().stream().filter("FreeRobot(Robot1)"::equals).count();
    assertEquals(2 * freed, told, "each claim tries, waits and tries again");
    assertTrue(freed <= 1_001, () -> "claims in a limit of a thousand pauses: " + freed);
    assertTrue(order.events() < 51_200, () -> "events: " + order.events());
  }

  @Test
  void once_a_cancel_is_accepted_the_robot_is_not_told() {
    kitchen.table().when("Robot1", AWAY);
    TestOrder order = kitchen.place(REQUEST).awaitTimer();
    kitchen.table().when("Robot1", MAKES_IT);

    order.cancel();

    assertEquals(FailureType.ORDER_CANCELLED, order.failure().getType());
    assertEquals(1, Collections.frequency(order.calls(), "TellRobotOrder(Robot1)"));
    assertTrue(kitchen.table().isFree("Robot1"));
  }

  @Test
  void the_robot_that_was_not_told_may_be_used_again() {
    Reaction[] away = new Reaction[9];
    Arrays.fill(away, AWAY);
    away[8] = MAKES_IT;
    kitchen.table().when("Robot1", away);
    TestOrder order = kitchen.place(REQUEST);

    assertEquals(1, order.made().attempt());
    assertTrue(order.calls().contains("FreeRobot(Robot1)"), order.calls().toString());
    assertTrue(order.calls().contains("GetRobot(2)"), order.calls().toString());
  }

  @Test
  void an_answer_of_a_robot_that_is_being_released_counts_when_the_order_gets_that_robot_again() {
    kitchen.table().when("Robot1", AWAY);
    Gate free = kitchen.table().block("FreeRobot");
    TestOrder order = kitchen.place(REQUEST).awaitTimer();
    kitchen.passUntil(free::hasCaller);
    order.succeeded("Robot1");
    order.awaitEvents(EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED, 1);
    free.open();

    assertEquals(1, order.made().attempt());
    assertEquals(
        List.of("FreeRobot(Robot1)", "GetRobot(2)", "SetRobotFinished(Robot1)"),
        order.calls().subList(order.calls().size() - 3, order.calls().size()));
  }

  @Test
  void a_robot_that_was_taken_away_meanwhile_is_not_told_and_another_claimed() {
    kitchen.table().when("Robot1", Reaction.notHeld(), MAKES_IT);
    TestOrder order = kitchen.place(REQUEST.withAttempts(1));

    assertEquals(1, order.made().attempt());
    assertEquals(
        List.of(
            "GetRobot(1)",
            "TellRobotOrder(Robot1)",
            "GetRobot(2)",
            "TellRobotOrder(Robot1)",
            "SetRobotFinished(Robot1)"),
        order.calls());
  }

  @Test
  void a_publish_that_fails_by_itself_counts_as_told() {
    kitchen.table().when("Robot1", Reaction.publishFailsButSucceedsAfter(Duration.ofSeconds(2)));
    TestOrder order = kitchen.place(REQUEST);

    order.made();

    assertEquals(1, Collections.frequency(order.calls(), "TellRobotOrder(Robot1)"));
  }

  @Test
  void a_publish_that_hangs_counts_as_told_and_the_deadline_decides() {
    Gate publish = kitchen.table().block("TellRobotOrder");
    TestOrder order = kitchen.place(REQUEST.withAttempts(1));
    publish.awaitCaller();

    assertEquals(FailureType.ROBOT_TIMED_OUT, order.failure().getType());
    assertEquals(1, Collections.frequency(order.calls(), "TellRobotOrder(Robot1)"));
  }
}
