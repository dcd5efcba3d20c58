package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.OrderActivities.BrokenRequest;
import io.smoothie.workflow.OrderId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The robots there are. */
abstract class RobotsContract extends TableContract {
  @Test
  void a_robot_added_twice_stays_as_it_is() {
    robots(ROBOT1);
    claim(APPLE, 1);
    assertEquals(List.of(ROBOT2), table.robots().add(List.of(ROBOT2, ROBOT1, ROBOT2)).added());
    assertEquals(APPLE, robot(ROBOT1).order());
    assertEquals(List.of(ROBOT1, ROBOT2), table.robots().list().stream().map(Robot::name).toList());
    assertEquals(
        new Robot(ROBOT2, null, 0, false, null, null, null, HandClock.START, 0), robot(ROBOT2));
  }

  @Test
  void remove_and_repair_compare_the_holder_that_the_caller_asked_about() {
    robots(ROBOT1);
    claim(APPLE, 1);
    assertFalse(table.robots().remove(ROBOT1, null).changed());
    assertFalse(table.robots().remove(ROBOT1, BERRY).changed());
    assertFalse(table.robots().repair(ROBOT1, null).changed());
    assertFalse(table.robots().repair(ROBOT2, null).changed());
    assertEquals(APPLE, robot(ROBOT1).order());

    assertTrue(table.robots().repair(ROBOT1, APPLE).changed());
    assertNull(robot(ROBOT1).order());
    assertEquals(AttemptOutcome.RELEASED, outcome(APPLE, ROBOT1));
    assertTrue(table.robots().remove(ROBOT1, null).changed());
    assertFalse(table.robots().remove(ROBOT1, null).changed());
  }

  @Test
  void removing_a_robot_ends_the_attempt_of_the_order_that_is_over() {
    robots(ROBOT1);
    claim(APPLE, 1);
    assertTrue(table.robots().remove(ROBOT1, APPLE).changed());
    assertEquals(AttemptOutcome.RELEASED, outcome(APPLE, ROBOT1));
    assertEquals(List.of(), table.robots().list());
  }

  @Test
  void a_birth_message_never_repairs_and_a_repair_never_connects() {
    robots(ROBOT1);
    claim(APPLE, 1);
    timedOut(APPLE, 1, ROBOT1);
    table.robots().presence(ROBOT1, false, false);
    table.robots().presence(ROBOT1, true, false);
    assertEquals(RobotStatus.BROKEN, robot(ROBOT1).status());
    table.robots().presence(ROBOT1, false, false);
    table.robots().repair(ROBOT1, null);
    assertEquals(RobotStatus.OFFLINE, robot(ROBOT1).status());
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
    assertFalse(table.robots().presence(ROBOT1, true, false).known());
    assertFalse(table.robots().presence(ROBOT1, false, false).known());
    assertEquals(List.of(), table.robots().list());
    assertTrue(table.robots().presence(ROBOT1, false, true).known());
    assertEquals(RobotStatus.OFFLINE, robot(ROBOT1).status());
    assertTrue(table.robots().presence(ROBOT1, true, true).known());
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
    table.robots().repair(ROBOT1, null);
    clock.pass(Duration.ofSeconds(1));
    table.robots().repair(ROBOT1, null);
    assertEquals(HandClock.START.plusSeconds(3), robot(ROBOT1).since());
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
    walk(walked, () -> table.robots().repair(ROBOT1, null));
    connected(true);
    OrderId elder = new OrderId("elder");
    claim(elder, 1);
    timedOut(elder, 1, ROBOT1);
    claim(new OrderId("fig"), 1);
    walk(walked, () -> table.robots().repair(ROBOT1, null));

    assertEquals(new TreeSet<>(TRANSITIONS), walked);
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
