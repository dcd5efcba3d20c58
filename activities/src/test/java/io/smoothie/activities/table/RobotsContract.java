package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.OrderActivities.BrokenRequest;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The robots of the table: added, removed, repaired, and their presence. */
abstract class RobotsContract extends TableContract {
  @Test
  void a_robot_for_one_order_is_got_by_its_first_claim_and_never_by_another_order() {
    robots(ROBOT2);
    assertTrue(table.robots().drain(ROBOT2));
    claim(BERRY, 1);

    assertTrue(table.robots().addFor(ROBOT1, APPLE));

    assertEquals(RobotStatus.DRAINING, robot(ROBOT1).status());
    claim(CHERRY, 1);
    assertEquals(List.of(BERRY, CHERRY), waiting());
    assertEquals(ROBOT1, claim(APPLE, 1).robot());
    assertTrue(telling(APPLE, 1, ROBOT1));
    assertEquals(List.of(), finish(APPLE, 1, ROBOT1));
    assertEquals(RobotStatus.OUT_OF_SERVICE, robot(ROBOT1).status());
    assertEquals(List.of(BERRY, CHERRY), waiting());
    assertEquals(1, table.attempts().of(APPLE).size());
    assertFalse(table.robots().addFor(ROBOT1, BERRY));
    assertNull(robot(ROBOT1).order());
  }

  @Test
  void a_robot_added_twice_stays_as_it_is() {
    robots(ROBOT1);
    claim(APPLE, 1);
    assertEquals(List.of(ROBOT2), table.robots().add(List.of(ROBOT2, ROBOT1, ROBOT2)));
    assertEquals(APPLE, robot(ROBOT1).order());
    assertEquals(List.of(ROBOT1, ROBOT2), table.robots().list().stream().map(Robot::name).toList());
    assertEquals(
        new Robot(
            ROBOT2, null, 0, false, null, null, null, HandClock.START, null, 0, Skills.NONE, false),
        robot(ROBOT2));
  }

  @Test
  void remove_and_repair_compare_the_holder_that_the_caller_asked_about() {
    robots(ROBOT1);
    claim(APPLE, 1);
    assertFalse(table.robots().remove(ROBOT1, null));
    assertFalse(table.robots().remove(ROBOT1, BERRY));
    assertFalse(table.robots().repair(ROBOT1, null));
    assertFalse(table.robots().repair(ROBOT2, null));
    assertEquals(APPLE, robot(ROBOT1).order());

    assertTrue(table.robots().repair(ROBOT1, APPLE));
    assertNull(robot(ROBOT1).order());
    assertEquals(AttemptOutcome.RELEASED, outcome(APPLE, ROBOT1));
    assertTrue(table.robots().remove(ROBOT1, null));
    assertFalse(table.robots().remove(ROBOT1, null));
  }

  @Test
  void removing_a_robot_ends_the_attempt_of_the_order_that_is_over() {
    robots(ROBOT1);
    claim(APPLE, 1);
    assertTrue(table.robots().remove(ROBOT1, APPLE));
    assertEquals(AttemptOutcome.RELEASED, outcome(APPLE, ROBOT1));
    assertEquals(List.of(), table.robots().list());
  }

  @Test
  void a_birth_message_never_repairs_and_one_repair_leaves_a_robot_where_it_is() {
    robots(ROBOT1);
    claim(APPLE, 1);
    timedOut(APPLE, 1, ROBOT1);
    table.robots().presence(ROBOT1, false, false);
    table.robots().presence(ROBOT1, true, false);
    assertEquals(RobotStatus.BROKEN, robot(ROBOT1).status());
    table.robots().presence(ROBOT1, false, false);
    table.robots().repairWhereItIs(ROBOT1, null);
    assertEquals(RobotStatus.OFFLINE, robot(ROBOT1).status());
  }

  @Test
  void a_repair_makes_any_robot_free_again_and_its_next_will_counts() {
    robots(ROBOT1);
    said(false);
    claim(APPLE, 1);
    clock.pass(Duration.ofSeconds(1));

    assertEquals(wake(APPLE, 1), wokenBy(() -> table.robots().repair(ROBOT1, null)));

    assertEquals(APPLE, robot(ROBOT1).order());
    timedOut(APPLE, 1, ROBOT1);
    said(false);
    table.robots().repair(ROBOT1, null);
    assertEquals(RobotStatus.ONLINE, robot(ROBOT1).status());
    assertEquals(clock.instant(), robot(ROBOT1).since());
    said(false);
    assertEquals(RobotStatus.OFFLINE, robot(ROBOT1).status());
  }

  @Test
  void a_robot_that_is_said_to_be_there_is_offered_and_stays_broken_if_it_is() {
    robots(ROBOT1);
    assertFalse(table.robots().online(ROBOT1), "it never said that it is away");
    assertFalse(table.robots().online(ROBOT2), "there is none");
    said(false);
    claim(APPLE, 1);
    clock.pass(Duration.ofSeconds(1));

    assertEquals(wake(APPLE, 1), wokenBy(() -> assertTrue(table.robots().online(ROBOT1))));

    timedOut(APPLE, 1, ROBOT1);
    said(false);
    assertTrue(table.robots().online(ROBOT1));
    assertEquals(RobotStatus.BROKEN, robot(ROBOT1).status());
    said(false);
    table.robots().repairWhereItIs(ROBOT1, null);
    assertEquals(RobotStatus.OFFLINE, robot(ROBOT1).status());
  }

  @Test
  void a_retained_status_overrules_no_operator_and_is_taken_when_it_is_new() {
    robots(ROBOT1);
    said(false);
    table.robots().online(ROBOT1);

    kept(false, null);
    assertEquals(RobotStatus.ONLINE, robot(ROBOT1).status(), "that is known");
    said(false);
    assertEquals(RobotStatus.OFFLINE, robot(ROBOT1).status(), "it has said so again");
    kept(true, null);
    assertEquals(RobotStatus.ONLINE, robot(ROBOT1).status(), "that is new");
  }

  @Test
  void the_last_status_of_a_robot_counts_when_the_robot_is_added_again() {
    robots(ROBOT1);
    clock.pass(Duration.ofSeconds(1));
    said(false);
    table.robots().remove(ROBOT1, null);
    claim(APPLE, 1);

    assertEquals(List.of(), wokenBy(() -> table.robots().add(List.of(ROBOT1))));

    assertEquals(RobotStatus.OFFLINE, robot(ROBOT1).status());
    assertEquals(HandClock.START.plusSeconds(1), robot(ROBOT1).saidAt());
    assertEquals(robot(ROBOT1).saidAt(), robot(ROBOT1).awaySince());
    table.robots().remove(ROBOT1, null);
    assertFalse(said(true));
    robots(ROBOT1);
    assertEquals(true, robot(ROBOT1).connected());
    assertNull(robot(ROBOT1).awaySince());
  }

  @Test
  void the_status_of_a_robot_from_before_it_was_ever_added_counts() {
    assertFalse(said(false));
    assertFalse(said(false));
    robots(ROBOT1, ROBOT2);
    assertEquals(RobotStatus.OFFLINE, robot(ROBOT1).status());
    assertEquals(RobotStatus.ONLINE, robot(ROBOT2).status());
    assertNull(robot(ROBOT2).saidAt());
  }

  @Test
  void the_will_of_a_session_that_the_last_birth_replaced_changes_nothing() {
    robots(ROBOT1);
    said(true, "s1");
    clock.pass(Duration.ofSeconds(1));
    said(true, "s2");

    assertTrue(said(false, "s1"));
    kept(false, "s1");
    assertEquals(RobotStatus.ONLINE, robot(ROBOT1).status());
    assertEquals(HandClock.START.plusSeconds(1), robot(ROBOT1).saidAt());

    said(false, "s2");
    assertEquals(RobotStatus.OFFLINE, robot(ROBOT1).status());
    said(false, "s2");
    said(true, "s3");
    assertEquals(RobotStatus.ONLINE, robot(ROBOT1).status());
    said(false, null);
    assertEquals(RobotStatus.OFFLINE, robot(ROBOT1).status(), "plain words count as ever");
    said(true, null);
    said(false, "s3");
    assertEquals(RobotStatus.OFFLINE, robot(ROBOT1).status(), "the last birth named no session");
  }

  @Test
  void the_will_of_an_earlier_session_changes_nothing_where_the_robot_is_not_in_the_table() {
    said(true, "s1");
    said(true, "s2");
    said(false, "s1");
    assertFalse(table.robots().presence(new Said(ROBOT1, false, "s1", true), true));
    robots(ROBOT1);
    assertEquals(RobotStatus.ONLINE, robot(ROBOT1).status());
  }

  @Test
  void statuses_of_unknown_robots_are_bounded_in_number_and_those_of_robots_are_kept() {
    robots(ROBOT1);
    said(false);
    execute(
        """
        INSERT INTO presence (robot, connected, said_at)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
        SELECT 'stranger' || i, 0, ? + i FROM n
        """,
        PresenceRows.MOST_STRANGERS,
        clock.millis());
    clock.pass(Duration.ofHours(1));

    table.robots().presence(ROBOT2, false, false);

    assertEquals(PresenceRows.MOST_STRANGERS + 1, said());
    robots(ROBOT2, new RobotName("stranger1"), new RobotName("stranger2"));
    assertEquals(RobotStatus.OFFLINE, robot(ROBOT2).status());
    assertEquals(RobotStatus.ONLINE, robot(new RobotName("stranger1")).status());
    assertEquals(RobotStatus.OFFLINE, robot(new RobotName("stranger2")).status());
    assertNotNull(robot(ROBOT1).saidAt());
  }

  private int said() {
    return table
        .database()
        .read(
            handle ->
                handle.createQuery("SELECT COUNT(*) FROM presence").mapTo(Integer.class).one());
  }

  private boolean said(boolean connected) {
    return said(connected, null);
  }

  private boolean said(boolean connected, @Nullable String session) {
    return table.robots().presence(new Said(ROBOT1, connected, session, true), false);
  }

  private void kept(boolean connected, @Nullable String session) {
    table.robots().presence(new Said(ROBOT1, connected, session, false), false);
  }

  @Test
  void a_robot_that_goes_away_while_it_works_keeps_its_order() {
    robots(ROBOT1);
    claim(APPLE, 1);
    assertTrue(telling(APPLE, 1, ROBOT1));
    table.robots().presence(ROBOT1, false, false);
    assertEquals(RobotStatus.WORKING, robot(ROBOT1).status());
    assertEquals(APPLE, robot(ROBOT1).order());
    finish(APPLE, 1, ROBOT1);
    assertEquals(RobotStatus.OFFLINE, robot(ROBOT1).status());
  }

  @Test
  void an_unknown_robot_is_added_only_where_robots_register_themselves() {
    assertFalse(table.robots().presence(ROBOT1, true, false));
    assertFalse(table.robots().presence(ROBOT1, false, false));
    assertEquals(List.of(), table.robots().list());
    assertTrue(table.robots().presence(ROBOT1, false, true));
    assertEquals(RobotStatus.OFFLINE, robot(ROBOT1).status());
    assertTrue(table.robots().presence(ROBOT1, true, true));
    assertEquals(true, robot(ROBOT1).connected());
  }

  @Test
  void since_is_when_the_status_last_changed() {
    robots(ROBOT1);
    clock.pass(Duration.ofSeconds(1));
    table.robots().presence(ROBOT1, true, false);
    assertEquals(HandClock.START, robot(ROBOT1).since(), "it was ONLINE before");
    claim(APPLE, 1);
    assertEquals(HandClock.START.plusSeconds(1), robot(ROBOT1).since());
    clock.pass(Duration.ofSeconds(1));
    table.robots().presence(ROBOT1, false, false);
    assertEquals(HandClock.START.plusSeconds(1), robot(ROBOT1).since(), "it is still WORKING");
    timedOut(APPLE, 1, ROBOT1);
    assertEquals(HandClock.START.plusSeconds(2), robot(ROBOT1).since());
    clock.pass(Duration.ofSeconds(1));
    table.robots().repairWhereItIs(ROBOT1, null);
    clock.pass(Duration.ofSeconds(1));
    table.robots().repairWhereItIs(ROBOT1, null);
    assertEquals(HandClock.START.plusSeconds(3), robot(ROBOT1).since());
    table.robots().repair(ROBOT1, null);
    clock.pass(Duration.ofSeconds(1));
    table.robots().repair(ROBOT1, null);
    assertEquals(HandClock.START.plusSeconds(4), robot(ROBOT1).since());
  }

  @Test
  void a_broken_robot_shows_that_it_answered_late_until_its_next_attempt() {
    robots(ROBOT1);
    claim(APPLE, 1);
    timedOut(APPLE, 1, ROBOT1);
    assertEquals(0, robot(ROBOT1).lateAnswers());
    table.attempts().answered(APPLE, ROBOT1);
    table.attempts().answered(APPLE, ROBOT1);
    table.attempts().answered(BERRY, ROBOT1);
    assertEquals(2, robot(ROBOT1).lateAnswers());
    table.robots().repair(ROBOT1, null);
    claim(BERRY, 1);
    assertEquals(0, robot(ROBOT1).lateAnswers());
    finish(BERRY, 1, ROBOT1);
    table.attempts().answered(BERRY, ROBOT1);
    assertEquals(1, attempt(BERRY, ROBOT1).extraAnswers());
    assertEquals(0, robot(ROBOT1).lateAnswers(), "a duplicate is not a late answer");
  }

  @Test
  void a_robots_status_is_tried_in_every_transition() {
    Set<String> walked = new TreeSet<>();
    robots(ROBOT1);
    walk(walked, () -> claim(APPLE, 1));
    walk(walked, () -> finish(APPLE, 1, ROBOT1));
    walk(walked, () -> connected(false));
    walk(walked, () -> connected(true));
    connected(false);
    claim(BERRY, 1);
    walk(walked, () -> connected(true));
    walk(walked, () -> timedOut(BERRY, 1, ROBOT1));
    walk(walked, () -> table.robots().repair(ROBOT1, null));
    claim(CHERRY, 1);
    connected(false);
    walk(walked, () -> finish(CHERRY, 1, ROBOT1));
    connected(true);
    OrderId damson = new OrderId("damson");
    claim(damson, 1);
    connected(false);
    timedOut(damson, 1, ROBOT1);
    walk(walked, () -> table.robots().repairWhereItIs(ROBOT1, null));
    connected(true);
    OrderId elder = new OrderId("elder");
    claim(elder, 1);
    timedOut(elder, 1, ROBOT1);
    claim(new OrderId("fig"), 1);
    walk(walked, () -> table.robots().repair(ROBOT1, null));
    walkOutOfServiceAndBack(walked);

    assertEquals(new TreeSet<>(TRANSITIONS), walked);
  }

  /** The robot has the order fig. */
  private void walkOutOfServiceAndBack(Set<String> walked) {
    walk(walked, () -> table.robots().drain(ROBOT1));
    walk(walked, () -> table.robots().resume(ROBOT1));
    table.robots().drain(ROBOT1);
    walk(walked, () -> finish(new OrderId("fig"), 1, ROBOT1));
    walk(walked, () -> table.robots().resume(ROBOT1));
    walk(walked, () -> table.robots().drain(ROBOT1));
    connected(false);
    walk(walked, () -> table.robots().resume(ROBOT1));
    walk(walked, () -> table.robots().drain(ROBOT1));
    connected(true);
    OrderId grape = new OrderId("grape");
    claim(grape, 1);
    walk(walked, () -> table.robots().resume(ROBOT1));
    table.robots().drain(ROBOT1);
    walk(walked, () -> timedOut(grape, 1, ROBOT1));
    walk(walked, () -> table.robots().repair(ROBOT1, null));
  }

  private void walk(Set<String> walked, Runnable step) {
    RobotStatus before = robot(ROBOT1).status();
    step.run();
    walked.add(before + " → " + robot(ROBOT1).status());
  }

  private void connected(boolean now) {
    table.robots().presence(ROBOT1, now, false);
  }

  @Test
  void a_failure_report_that_comes_again_is_no_late_answer() {
    robots(ROBOT1);
    claim(APPLE, 1);
    table.claims().broken(new BrokenRequest(APPLE, 1, ROBOT1, AttemptOutcome.FAILED, "no milk"));

    table.attempts().answered(APPLE, ROBOT1);

    assertEquals(1, attempt(APPLE, ROBOT1).extraAnswers());
    assertEquals(0, robot(ROBOT1).lateAnswers());
  }
}
