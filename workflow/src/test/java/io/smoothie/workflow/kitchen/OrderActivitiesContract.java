package io.smoothie.workflow.kitchen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.ClaimOutcome;
import io.smoothie.workflow.ClaimRequest;
import io.smoothie.workflow.ClaimResult;
import io.smoothie.workflow.Needs;
import io.smoothie.workflow.OrderActivities;
import io.smoothie.workflow.OrderActivities.BrokenRequest;
import io.smoothie.workflow.OrderActivities.EndRequest;
import io.smoothie.workflow.OrderActivities.EndResult;
import io.smoothie.workflow.OrderActivities.FinishRequest;
import io.smoothie.workflow.OrderActivities.FreeRequest;
import io.smoothie.workflow.OrderActivities.LeaveRequest;
import io.smoothie.workflow.OrderActivities.TellOutcome;
import io.smoothie.workflow.OrderActivities.TellRequest;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotActivities;
import io.smoothie.workflow.RobotActivities.TellCancelRequest;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What orders rely on in their activities: on the real table, and on the {@link FakeTable} on which
 * the workflow is tested. A gateway listens, and every robot takes its messages.
 */
public abstract class OrderActivitiesContract {
  private static final RobotName ROBOT1 = new RobotName("Robot1");
  private static final RobotName ROBOT2 = new RobotName("Robot2");
  private static final OrderId APPLE = new OrderId("apple");
  private static final OrderId BERRY = new OrderId("berry");
  private static final OrderId CHERRY = new OrderId("cherry");

  /** Orders that the tests place, each a second after the one before. */
  protected static final List<OrderId> ORDERS = List.of(APPLE, BERRY, CHERRY);

  protected abstract OrderActivities activities();

  protected abstract RobotActivities robotActivities();

  /** Adds a robot, which is free. */
  protected abstract void add(RobotName robot, Skills skills);

  private void add(RobotName robot) {
    add(robot, Skills.NONE);
  }

  @Test
  void a_claim_takes_the_first_free_robot_by_name_and_made_again_it_has_that_robot() {
    add(ROBOT2);
    add(ROBOT1);
    assertEquals(ClaimResult.claimed(ROBOT1), claim(APPLE, 1));
    assertEquals(ClaimResult.claimed(ROBOT1), claim(APPLE, 1));
    assertEquals(ClaimResult.claimed(ROBOT2), claim(BERRY, 1));
  }

  @Test
  void a_claim_that_finds_no_robot_says_why() {
    assertEquals(ClaimOutcome.NO_ROBOTS, claim(APPLE, 1).outcome());
    add(ROBOT1);
    assertEquals(ClaimResult.claimed(ROBOT1), claim(APPLE, 2));
    assertEquals(ClaimOutcome.NONE_FREE, claim(BERRY, 1, 3, /* queue= */ false).outcome());
    broken(APPLE, 2);
    assertEquals(ClaimOutcome.ALL_TRIED, claim(APPLE, 3).outcome());
  }

  @Test
  void a_robot_goes_only_to_orders_that_need_what_it_has() {
    Skills heat = Skills.of(List.of("heat"));
    add(ROBOT1);
    add(ROBOT2, heat);
    assertEquals(ClaimResult.claimed(ROBOT2), claim(APPLE, new Needs(heat, null)));
    assertEquals(ClaimResult.queued(1), claim(BERRY, new Needs(heat, null)));
    assertEquals(ClaimResult.claimed(ROBOT1), claim(CHERRY, new Needs(Skills.NONE, ROBOT1)));
    finish(CHERRY, 1);
    assertEquals(ClaimResult.queued(1), claim(BERRY, new Needs(heat, null)));
    activities().setRobotFinished(new FinishRequest(APPLE, 1, ROBOT2));
    assertEquals(ClaimResult.claimed(ROBOT2), claim(BERRY, new Needs(heat, null)));
  }

  @Test
  void an_order_that_no_robot_can_take_does_not_queue() {
    add(ROBOT1);
    Skills heat = Skills.of(List.of("heat"));
    assertEquals(ClaimOutcome.NONE_ABLE, claim(APPLE, new Needs(heat, null)).outcome());
    assertEquals(ClaimOutcome.NONE_ABLE, claim(BERRY, new Needs(Skills.NONE, ROBOT2)).outcome());
    assertEquals(ClaimOutcome.NONE_ABLE, claim(CHERRY, new Needs(heat, ROBOT1)).outcome());
  }

  private ClaimResult claim(OrderId order, Needs needs) {
    return activities().getRobot(new ClaimRequest(order, 1, 3, started(order), true, null, needs));
  }

  @Test
  void a_claim_that_is_older_than_the_latest_is_stale() {
    add(ROBOT1);
    claim(APPLE, 2);
    assertEquals(ClaimResult.stale(2), claim(APPLE, 1));
  }

  @Test
  void a_robot_that_is_free_again_goes_to_the_first_waiter() {
    add(ROBOT1);
    claim(APPLE, 1);
    assertEquals(ClaimResult.queued(1), claim(BERRY, 1));
    assertEquals(ClaimResult.queued(1), claim(CHERRY, 1, /* priority= */ 1, /* queue= */ true));
    finish(APPLE, 1);
    assertEquals(ClaimResult.claimed(ROBOT1), claim(CHERRY, 1, 1, true));
    assertEquals(ClaimResult.queued(1), claim(BERRY, 1));
  }

  @Test
  void an_order_that_is_finished_again_takes_nothing_from_the_next() {
    add(ROBOT1);
    claim(APPLE, 1);
    finish(APPLE, 1);
    claim(BERRY, 1);
    finish(APPLE, 1);
    assertEquals(ClaimResult.claimed(ROBOT1), claim(BERRY, 1));
    assertEquals(ClaimResult.queued(1), claim(CHERRY, 1));
  }

  @Test
  void a_robot_that_is_broken_goes_to_no_order() {
    add(ROBOT1);
    claim(APPLE, 1);
    broken(APPLE, 1);
    assertEquals(ClaimResult.queued(1), claim(BERRY, 1));
  }

  @Test
  void a_robot_is_told_only_for_the_claim_that_holds_it() {
    add(ROBOT1);
    claim(APPLE, 1);
    assertEquals(TellOutcome.NOT_HELD, tell(APPLE, 2));
    assertEquals(TellOutcome.NOT_HELD, tell(BERRY, 1));
    assertEquals(TellOutcome.TOLD, tell(APPLE, 1));
    assertEquals(ClaimResult.claimed(ROBOT1, /* mayBeTold= */ true), claim(APPLE, 1));
  }

  @Test
  void a_robot_is_told_of_a_cancel_only_for_the_claim_that_has_told_it() {
    add(ROBOT1);
    claim(APPLE, 1);
    assertFalse(cancelSent(APPLE, 1));
    tell(APPLE, 1);
    assertTrue(cancelSent(APPLE, 1));
    assertFalse(cancelSent(APPLE, 2));
    assertFalse(cancelSent(BERRY, 1));
    finish(APPLE, 1);
    assertFalse(cancelSent(APPLE, 1));
  }

  @Test
  void a_robot_is_freed_unless_it_was_told() {
    add(ROBOT1);
    claim(APPLE, 1);
    assertFalse(stillToldWhenFreed(APPLE, 1));
    assertEquals(ClaimResult.claimed(ROBOT1), claim(BERRY, 1));
    tell(BERRY, 1);
    assertTrue(stillToldWhenFreed(BERRY, 1));
    assertEquals(ClaimResult.claimed(ROBOT1, true), claim(BERRY, 1));
    assertFalse(stillToldWhenNotToBlame(BERRY, 1));
    assertEquals(ClaimResult.claimed(ROBOT1), claim(CHERRY, 1));
    assertEquals(ClaimResult.missed(ClaimOutcome.ALL_TRIED), claim(BERRY, 2));
  }

  @Test
  void an_order_that_leaves_the_queue_has_the_robot_that_it_was_given_before() {
    add(ROBOT1);
    claim(APPLE, 1);
    claim(BERRY, 1);
    claim(CHERRY, 1);
    assertNull(leave(BERRY, 1));
    finish(APPLE, 1);
    assertEquals(ROBOT1, leave(CHERRY, 1));
    assertEquals(ClaimResult.claimed(ROBOT1), claim(CHERRY, 1));
  }

  @Test
  void an_ending_keeps_only_a_robot_that_was_told_and_not_even_that_when_it_must_not() {
    add(ROBOT1);
    claim(APPLE, 1);
    assertEquals(new EndResult(null, 0), end(APPLE, /* evenIfTold= */ false));
    claim(BERRY, 1);
    tell(BERRY, 1);
    assertEquals(new EndResult(ROBOT1, 1), end(BERRY, false));
    assertEquals(new EndResult(null, 0), end(BERRY, true));
    assertEquals(ClaimResult.claimed(ROBOT1), claim(CHERRY, 1));
  }

  private ClaimResult claim(OrderId order, int claim) {
    return claim(order, claim, /* priority= */ 3, /* queue= */ true);
  }

  private ClaimResult claim(OrderId order, int claim, int priority, boolean queue) {
    return activities().getRobot(new ClaimRequest(order, claim, priority, started(order), queue));
  }

  private static Instant started(OrderId order) {
    return Instant.ofEpochSecond(1 + ORDERS.indexOf(order));
  }

  private TellOutcome tell(OrderId order, int claim) {
    return activities()
        .tellRobotOrder(
            new TellRequest(order, claim, ROBOT1, "Mango", Duration.ofSeconds(10), null, null))
        .outcome();
  }

  private boolean cancelSent(OrderId order, int claim) {
    return robotActivities()
        .tellRobotCancel(new TellCancelRequest(order, claim, ROBOT1, Duration.ofSeconds(10)))
        .sent();
  }

  private void finish(OrderId order, int claim) {
    activities().setRobotFinished(new FinishRequest(order, claim, ROBOT1));
  }

  private void broken(OrderId order, int claim) {
    activities()
        .setRobotBroken(
            new BrokenRequest(order, claim, ROBOT1, AttemptOutcome.TIMED_OUT, "no answer"));
  }

  private boolean stillToldWhenNotToBlame(OrderId order, int claim) {
    return activities()
        .freeRobot(
            new FreeRequest(order, claim, ROBOT1, AttemptOutcome.FAILED, "no such label", true))
        .stillTold();
  }

  private boolean stillToldWhenFreed(OrderId order, int claim) {
    return activities()
        .freeRobot(
            FreeRequest.untold(order, claim, ROBOT1, AttemptOutcome.NOT_SENT, "not connected"))
        .stillTold();
  }

  private @Nullable RobotName leave(OrderId order, int claim) {
    return activities().leaveQueue(new LeaveRequest(order, claim)).robot();
  }

  private EndResult end(OrderId order, boolean evenIfTold) {
    return activities().endOrder(new EndRequest(order, started(order), evenIfTold));
  }
}
