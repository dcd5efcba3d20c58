package io.smoothie.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.kitchen.Gate;
import io.smoothie.workflow.kitchen.Kitchen;
import io.smoothie.workflow.kitchen.Reaction;
import io.smoothie.workflow.kitchen.TestOrder;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When an order's limit has passed no new attempt starts; what runs is never cut. */
class LimitTest {
  private static final OrderRequest REQUEST =
      OrderRequest.of("Strawberry Smoothie")
          .withStartToClose(Duration.ofSeconds(60))
          .withLimit(Duration.ofSeconds(100));

  @RegisterExtension private final Kitchen kitchen = Kitchen.with("Robot1", "Robot2", "Robot3");

  @Test
  void a_second_attempt_runs_to_its_own_deadline_and_there_is_no_third() {
    TestOrder order = kitchen.place(REQUEST);

    ApplicationFailure failure = order.failure();

    assertEquals(FailureType.LIMIT_EXCEEDED, failure.getType());
    assertEquals(
        "Order order-1 failed at TellRobotOrder: its limit of 1m40s has passed: Robot1 did not"
            + " answer within 1m; Robot2 did not answer within 1m.",
        failure.getOriginalMessage());
    assertTrue(kitchen.table().isFree("Robot3"));
  }

  @Test
  void an_attempt_that_began_before_the_limit_may_succeed_after_it() {
    kitchen.table().when("Robot2", Reaction.succeedsAfter(Duration.ofSeconds(50)));

    assertEquals(2, kitchen.place(REQUEST).made().attempt());
  }

  /**
   * These orders may be placed slowly: every robot is taken until the order with Robot3 is made.
   */
  private TestOrder thirdOfThreeThatHaveTheRobots() {
    OrderRequest patient =
        REQUEST.withStartToClose(Duration.ofHours(1)).withLimit(Duration.ofHours(1));
    kitchen.place(patient).awaitTimer();
    kitchen.place(patient).awaitTimer();
    return kitchen.place(patient).awaitTimer();
  }

  @Test
  void waiting_in_the_queue_does_not_count_towards_the_limit() {
    TestOrder third = thirdOfThreeThatHaveTheRobots();
    TestOrder order = kitchen.place(REQUEST).awaitTimer();
    kitchen.pass(Duration.ofMinutes(30));
    kitchen.table().when("Robot3", Reaction.succeedsAfter(Duration.ofSeconds(1)));

    third.succeeded("Robot3");

    assertEquals(1, order.made().attempt());
  }

  @Test
  void waiting_in_the_queue_does_not_count_towards_the_limit_while_it_lasts_either() {
    TestOrder third = thirdOfThreeThatHaveTheRobots();
    TestOrder order = kitchen.place(REQUEST).awaitTimer();
    kitchen.pass(Duration.ofMinutes(30));
    kitchen.table().when("Robot3", Reaction.succeedsAfter(Duration.ofSeconds(1)));
    // It had a robot, which went away, and a worker that claimed again lost that workflow task.
    kitchen.table().answerClaim(ClaimResult.stale(2));

    order.wakeUp(1);
    order.awaitCall("GetRobot(2)");
    third.succeeded("Robot3");

    assertEquals(1, order.made().attempt());
  }

  @Test
  void a_claim_that_took_longer_than_the_limit_releases_its_robot() {
    kitchen.table().fail("GetRobot", 20);
    TestOrder order = kitchen.place(REQUEST);

    ApplicationFailure failure = order.failure();

    assertEquals(FailureType.LIMIT_EXCEEDED, failure.getType());
    assertEquals(
        List.of("GetRobot(1)", "EndOrder"),
        order.calls().subList(order.calls().size() - 2, order.calls().size()));
    assertTrue(kitchen.table().isFree("Robot1"));
  }

  @Test
  void no_attempt_begins_when_setting_a_robot_broken_took_longer_than_the_limit() {
    kitchen.table().fail("SetRobotBroken", 8);
    TestOrder order = kitchen.place(REQUEST);

    ApplicationFailure failure = order.failure();

    assertEquals(FailureType.LIMIT_EXCEEDED, failure.getType());
    assertEquals(
        List.of("GetRobot(2)", "EndOrder"),
        order.calls().subList(order.calls().size() - 2, order.calls().size()));
  }

  @Test
  void no_order_waits_in_the_queue_once_its_limit_has_passed() {
    kitchen.table().fail("SetRobotBroken", 8);
    OrderRequest longer = REQUEST.withLimit(Duration.ofHours(2));
    TestOrder order = kitchen.place(REQUEST).awaitTimer();
    kitchen.place(longer.withStartToClose(Duration.ofHours(1))).awaitTimer();
    kitchen.place(longer.withStartToClose(Duration.ofHours(1))).awaitTimer();

    ApplicationFailure failure = order.failure();

    assertEquals(FailureType.LIMIT_EXCEEDED, failure.getType());
    assertEquals(
        List.of("GetRobot(2)", "EndOrder"),
        order.calls().subList(order.calls().size() - 2, order.calls().size()));
  }

  @Test
  void a_limit_as_long_as_the_start_to_close_timeout_allows_one_attempt() {
    Gate broken = kitchen.table().block("SetRobotBroken");
    TestOrder order = kitchen.place(REQUEST.withLimit(Duration.ofSeconds(60))).awaitTimer();
    kitchen.passUntil(broken::hasCaller);
    broken.open();

    assertEquals(FailureType.LIMIT_EXCEEDED, order.failure().getType());
    assertEquals(
        List.of(
            "GetRobot(1)",
            "TellRobotOrder(Robot1)",
            "ConfirmListening(Robot1)",
            "SetRobotBroken(Robot1, timed_out)",
            "EndOrder"),
        order.calls());
  }
}
