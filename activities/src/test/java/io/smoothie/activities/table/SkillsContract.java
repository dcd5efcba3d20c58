package io.smoothie.activities.table;

import static io.smoothie.workflow.ClaimOutcome.ALL_TRIED;
import static io.smoothie.workflow.ClaimOutcome.NO_ROBOTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.ClaimOutcome;
import io.smoothie.workflow.ClaimResult;
import io.smoothie.workflow.Needs;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which robot may take which order. */
abstract class SkillsContract extends TableContract {
  private static final OrderId DAMSON = new OrderId("damson");

  @Test
  void a_claim_takes_the_first_free_robot_that_has_what_the_order_needs() {
    robot(ROBOT1, "blend");
    robot(ROBOT2, "blend heat");
    assertEquals(ClaimResult.claimed(ROBOT2), claim(APPLE, 1, needs("heat")));
    assertEquals(ClaimResult.claimed(ROBOT1), claim(BERRY, 1, needs("blend")));
    assertEquals(ClaimResult.queued(1), claim(CHERRY, 1, needs("blend heat")));
    assertEquals(ClaimResult.queued(2), claim(DAMSON, 1, only(ROBOT1)));
  }

  @Test
  void a_robot_goes_to_the_first_waiter_of_all_groups_that_it_serves() {
    robot(ROBOT1, "blend");
    robot(ROBOT2, "heat");
    claim(new OrderId("first"), 1);
    claim(new OrderId("second"), 1);
    claim(APPLE, 1, needs("heat"));
    claim(BERRY, 1, needs("blend"));
    claim(CHERRY, 1);
    claim(DAMSON, 1, only(ROBOT1));
    OrderId elder = new OrderId("elder");
    claim(elder, 1, needs("blend"));
    assertEquals(wake(BERRY, 1), finish(new OrderId("first"), 1, ROBOT1));
    assertEquals(wake(CHERRY, 1), finish(BERRY, 1, ROBOT1));
    assertEquals(wake(DAMSON, 1), finish(CHERRY, 1, ROBOT1));
    assertEquals(wake(elder, 1), finish(DAMSON, 1, ROBOT1));
    assertEquals(List.of(APPLE), waiting());
    assertEquals(List.of(), finish(elder, 1, ROBOT1), "a free robot beside an order for another");
    assertEquals(0, table.queue().offerFreeRobots());
    assertEquals(wake(APPLE, 1), finish(new OrderId("second"), 1, ROBOT2));
  }

  @Test
  void an_order_that_no_robot_can_ever_take_is_told_what_is_missing() {
    assertEquals(ClaimResult.missed(NO_ROBOTS), claim(APPLE, 1, needs("heat")));
    robot(ROBOT1, "blend");
    robot(ROBOT2, "freeze");
    assertMissing("no robot has the skill heat (", needs("blend heat"));
    assertMissing("no robot has the skills blend and freeze together", needs("blend freeze"));
    assertMissing("there is no robot Robot7 (`smoothie robots add", only(new RobotName("Robot7")));
    assertMissing(
        "Robot2 does not have the skill blend (", new Needs(Skills.ofText("blend freeze"), ROBOT2));
    assertEquals(0, table.queue().length());
  }

  private void assertMissing(String words, Needs needs) {
    ClaimResult result = claim(new OrderId("o" + needs.hashCode()), 1, needs);
    assertEquals(ClaimOutcome.NONE_ABLE, result.outcome());
    String detail = String.valueOf(result.detail());
    assertTrue(detail.startsWith(words), detail);
  }

  @Test
  void only_robots_that_can_take_an_order_count_as_tried() {
    robot(ROBOT1, "");
    robot(ROBOT2, "heat");
    claim(APPLE, 1, needs("heat"));
    timedOut(APPLE, 1, ROBOT2);
    assertEquals(ClaimResult.missed(ALL_TRIED), claim(APPLE, 2, needs("heat")));
  }

  @Test
  void an_operators_change_offers_the_robot_and_fails_the_orders_it_leaves_without_one() {
    robot(ROBOT1, "heat");
    robot(ROBOT2, "");
    claim(APPLE, 1);
    claim(BERRY, 1);
    claim(CHERRY, 1, needs("heat"));
    finish(BERRY, 1, ROBOT2);
    assertEquals(wake(CHERRY, 1), wokenBy(() -> set(ROBOT2, "blend heat")));
    assertEquals(CHERRY, robot(ROBOT2).order());
    claim(DAMSON, 1, needs("heat"));
    assertEquals(List.of(), wokenBy(() -> set(ROBOT2, "blend")), "Robot1 has it");
    assertEquals(CHERRY, robot(ROBOT2).order(), "a robot finishes what it has");
    assertEquals(wake(DAMSON, 1), wokenBy(() -> set(ROBOT1, "")));
    assertEquals(wake(DAMSON, 1), table.queue().stranded());
    assertEquals(ClaimOutcome.NONE_ABLE, claim(DAMSON, 1, needs("heat")).outcome());
    assertEquals(0, table.queue().length());
    assertFalse(table.robots().setSkills(new RobotName("Robot7"), Skills.NONE));
  }

  private void set(RobotName robot, String skills) {
    assertTrue(table.robots().setSkills(robot, Skills.ofText(skills)));
  }

  @Test
  void removing_a_robot_fails_the_orders_for_it_and_it_comes_back_without_skills() {
    robot(ROBOT1, "heat");
    robot(ROBOT2, "");
    claim(APPLE, 1, needs("heat"));
    claim(BERRY, 1, needs("heat"));
    claim(CHERRY, 1, only(ROBOT1));
    assertEquals(
        List.of(new WakeUpCall(BERRY, 1), new WakeUpCall(CHERRY, 1)),
        wokenBy(() -> table.robots().remove(ROBOT1, APPLE)));
    assertEquals(ClaimOutcome.NONE_ABLE, claim(BERRY, 1, needs("heat")).outcome());
    assertEquals(wake(CHERRY, 1), wokenBy(() -> table.robots().add(List.of(ROBOT1))));
    assertEquals(Skills.NONE, robot(ROBOT1).skills());
  }

  @Test
  void skills_that_a_robot_names_count_and_those_it_no_longer_names_make_orders_wait() {
    robot(ROBOT1, "heat");
    claim(APPLE, 1, needs("heat"));
    claim(BERRY, 1, needs("heat"));
    claim(CHERRY, 1, needs("heat"));
    assertEquals(List.of(), wokenBy(() -> says(ROBOT1, "blend", true)));
    assertEquals(Skills.ofText("blend"), robot(ROBOT1).skills());
    assertEquals(List.of(), finish(APPLE, 1, ROBOT1));
    assertEquals(List.of(), table.queue().stranded());
    assertEquals(List.of(ROBOT1), table.queue().place(BERRY).orElseThrow().unskilled());
    assertEquals(
        ClaimResult.queued(3),
        claim(DAMSON, 1, needs("heat")),
        "it may name it again, so it waits");
    assertEquals(wake(BERRY, 1), wokenBy(() -> says(ROBOT1, "blend heat", true)));
    assertEquals(
        List.of(new WakeUpCall(CHERRY, 1), new WakeUpCall(DAMSON, 1)),
        wokenBy(() -> set(ROBOT1, "blend")),
        "an operator's word is final");
  }

  @Test
  void a_status_without_skills_changes_none_and_an_old_one_not_what_an_operator_has_set() {
    table.robots().presence(said(ROBOT1, "heat", true), true);
    assertEquals(Skills.ofText("heat"), robot(ROBOT1).skills(), "registered with them");
    table.robots().presence(ROBOT1, false, false);
    table.robots().presence(ROBOT1, true, false);
    assertEquals(Skills.ofText("heat"), robot(ROBOT1).skills());
    set(ROBOT1, "blend");
    says(ROBOT1, "heat", false);
    assertEquals(Skills.ofText("blend"), robot(ROBOT1).skills(), "kept by the broker, and old");
    says(ROBOT1, "freeze", false);
    assertEquals(Skills.ofText("freeze"), robot(ROBOT1).skills(), "said while no gateway heard it");
    says(ROBOT1, "freeze", true);
    set(ROBOT1, "blend");
    says(ROBOT1, "freeze", true);
    assertEquals(Skills.ofText("freeze"), robot(ROBOT1).skills(), "said again, now");
    table.robots().remove(ROBOT1, null);
    table.robots().add(List.of(ROBOT1));
    assertEquals(Skills.ofText("freeze"), robot(ROBOT1).skills(), "what it said last");
  }

  private void says(RobotName robot, String skills, boolean live) {
    assertTrue(table.robots().presence(said(robot, skills, live), false));
  }

  private static Said said(RobotName robot, String skills, boolean live) {
    return new Said(robot, true, null, live, Skills.ofText(skills));
  }

  @Test
  void a_robot_that_names_ever_new_skills_fills_no_table() {
    robot(ROBOT1, "heat");
    claim(APPLE, 1);
    claim(BERRY, 1, needs("heat"));
    for (int i = 0; i < 10; i++) {
      int from = i * 32;
      List<String> names = IntStream.range(from, from + 32).mapToObj(skill -> "s" + skill).toList();
      says(ROBOT1, String.join(" ", names), true);
    }
    assertEquals(32, robot(ROBOT1).skills().names().size());
    assertTrue(count("robot_skills") <= 3 * 32, () -> "rows: " + count("robot_skills"));
    assertEquals(List.of(), table.queue().stranded(), "what an order needs is not forgotten");
  }

  @Test
  void an_order_whose_one_robot_is_broken_or_away_waits_and_knows_for_whom() {
    robots(ROBOT1, ROBOT2);
    claim(APPLE, 1, only(ROBOT2));
    timedOut(APPLE, 1, ROBOT2);
    assertEquals(ClaimResult.queued(1), claim(BERRY, 1, only(ROBOT2)));
    assertEquals(List.of(ROBOT2), table.queue().place(BERRY).orElseThrow().broken());
    table.robots().presence(ROBOT2, false, false);
    table.robots().repairWhereItIs(ROBOT2, null);
    QueuePlace place = table.queue().place(BERRY).orElseThrow();
    assertEquals(List.of(ROBOT2), place.offline());
    assertEquals(List.of(), place.broken());
    assertEquals(wake(BERRY, 1), wokenBy(() -> table.robots().online(ROBOT2)));
  }

  @Test
  void a_robot_that_is_to_leave_service_finishes_what_it_has_and_gets_no_more() {
    robots(ROBOT1);
    claim(APPLE, 1);
    claim(BERRY, 1);
    assertTrue(table.robots().drain(ROBOT1));
    assertEquals(RobotStatus.DRAINING, robot(ROBOT1).status());
    assertTrue(telling(APPLE, 1, ROBOT1), "it was given the order, and is told");
    clock.pass(Duration.ofSeconds(5));
    assertEquals(List.of(), finish(APPLE, 1, ROBOT1));
    assertEquals(RobotStatus.OUT_OF_SERVICE, robot(ROBOT1).status());
    assertEquals(clock.instant(), robot(ROBOT1).since());
    assertEquals(List.of(ROBOT1), table.queue().place(BERRY).orElseThrow().outOfService());
    assertEquals(List.of(), table.queue().stranded(), "it is in the table: the order waits");
    assertEquals(ClaimResult.queued(2), claim(CHERRY, 1));
    assertEquals(wake(BERRY, 1), wokenBy(() -> table.robots().resume(ROBOT1)));
    assertFalse(table.robots().drain(ROBOT2));
    assertFalse(table.robots().resume(ROBOT2));
  }

  @Test
  void out_of_service_outlasts_what_the_robot_says_and_its_repair() {
    robots(ROBOT1);
    claim(APPLE, 1);
    claim(BERRY, 1);
    table.robots().drain(ROBOT1);
    timedOut(APPLE, 1, ROBOT1);
    assertEquals(RobotStatus.BROKEN, robot(ROBOT1).status());
    assertEquals(List.of(), wokenBy(() -> table.robots().repair(ROBOT1, null)));
    assertEquals(RobotStatus.OUT_OF_SERVICE, robot(ROBOT1).status());
    table.robots().presence(ROBOT1, false, false);
    assertEquals(RobotStatus.OUT_OF_SERVICE, robot(ROBOT1).status());
    assertEquals(List.of(), wokenBy(() -> table.robots().presence(ROBOT1, true, false)));
    assertEquals(List.of(), wokenBy(() -> table.robots().online(ROBOT1)));
    assertEquals(0, table.queue().offerFreeRobots());
    assertEquals(wake(BERRY, 1), wokenBy(() -> table.robots().resume(ROBOT1)));
  }

  @Test
  void an_estimate_plays_each_waiter_with_the_robots_that_serve_it() {
    robot(ROBOT1, "");
    robot(ROBOT2, "heat");
    for (RobotName robot : List.of(ROBOT1, ROBOT2)) {
      OrderId made = new OrderId("made-by-" + robot);
      claim(made, 1, only(robot));
      clock.pass(Duration.ofSeconds(4));
      finish(made, 1, robot);
    }
    claim(new OrderId("a"), 1, only(ROBOT1));
    claim(new OrderId("b"), 1, only(ROBOT2));
    claim(APPLE, 1, only(ROBOT1));
    claim(BERRY, 1, only(ROBOT1));
    claim(CHERRY, 1, needs("heat"));
    claim(DAMSON, 1, needs("heat"));
    assertEquals(5, claim(new OrderId("e"), 1).position());
    assertEstimate(4, 5, APPLE);
    assertEstimate(8, 10, BERRY);
    assertEstimate(4, 5, CHERRY);
    assertEstimate(8, 10, DAMSON);
  }

  private void assertEstimate(long low, long high, OrderId order) {
    assertEquals(
        new QueuePlace.Estimate(Duration.ofSeconds(low), Duration.ofSeconds(high)),
        table.queue().place(order).orElseThrow().estimate());
  }

  @Test
  void needs_that_no_order_has_any_more_are_forgotten() {
    robot(ROBOT1, "a b c");
    claim(APPLE, 1, needs("a"));
    claim(BERRY, 1, needs("a b"));
    claim(CHERRY, 1, needs("a b c"));
    claim(DAMSON, 1, only(ROBOT1));
    assertEquals(4, count("waiter_groups"));
    assertEquals(1, table.queue().forgetNeeds(100), "nothing waits for a alone");
    end(CHERRY);
    end(DAMSON);
    assertEquals(1, table.queue().forgetNeeds(1));
    assertEquals(1, table.queue().forgetNeeds(100));
    assertEquals(0, table.queue().forgetNeeds(100));
    assertEquals(1, count("waiter_groups"));
    assertEquals(1, count("robot_groups"));
    assertEquals(2, count("group_skills"));
    assertEquals(wake(BERRY, 1), finish(APPLE, 1, ROBOT1));
  }

  @Test
  void a_waiter_that_the_release_before_has_queued_stands_where_it_would_and_takes_any_robot() {
    robots(ROBOT1);
    claim(APPLE, 1);
    claim(BERRY, 1, 3);
    execute(
        """
        INSERT INTO waiters (order_id, claim, priority, started_at, enqueued_at)
        VALUES ('old', 1, 2, ?, 0)
        """,
        start(BERRY).plus(Duration.ofMinutes(30)).toEpochMilli());
    OrderId old = new OrderId("old");
    assertEquals(List.of(old, BERRY), waiting());
    assertNull(table.queue().place(old).orElseThrow().estimate());
    assertEquals(wake(old, 1), finish(APPLE, 1, ROBOT1));
  }

  private int count(String rows) {
    return table
        .database()
        .read(
            handle ->
                handle.createQuery("SELECT COUNT(*) FROM " + rows).mapTo(Integer.class).one());
  }
}
