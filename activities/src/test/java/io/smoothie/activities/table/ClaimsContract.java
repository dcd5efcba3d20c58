package io.smoothie.activities.table;

import static io.smoothie.workflow.ClaimOutcome.ALL_TRIED;
import static io.smoothie.workflow.ClaimOutcome.CLOSED;
import static io.smoothie.workflow.ClaimOutcome.NONE_FREE;
import static io.smoothie.workflow.ClaimOutcome.NO_ROBOTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.ClaimRequest;
import io.smoothie.workflow.ClaimResult;
import io.smoothie.workflow.OrderActivities.BrokenRequest;
import io.smoothie.workflow.OrderActivities.EndRequest;
import io.smoothie.workflow.OrderActivities.EndResult;
import io.smoothie.workflow.OrderActivities.TellOutcome;
import io.smoothie.workflow.OrderActivities.TellResult;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Claiming, and the calls that end an attempt. */
abstract class ClaimsContract extends TableContract {
  @Test
  void an_order_takes_the_first_free_robot_by_name() {
    robots(ROBOT2, ROBOT1);
    assertEquals(ClaimResult.claimed(ROBOT1), claim(APPLE, 1));
    assertEquals(ClaimResult.claimed(ROBOT2), claim(BERRY, 1));

    Robot robot = robot(ROBOT1);
    assertEquals(APPLE, robot.order());
    assertEquals(1, robot.claim());
    assertFalse(robot.told());
    assertEquals(RobotStatus.WORKING, robot.status());
    assertEquals(AttemptOutcome.WORKING, outcome(APPLE, ROBOT1));
    assertTrue(telling(APPLE, 1, ROBOT1));
    assertFalse(telling(APPLE, 2, ROBOT1));
    assertFalse(telling(APPLE, 1, ROBOT2));
    assertTrue(robot(ROBOT1).told());
    assertFalse(robot(ROBOT2).told());
    assertEquals(ClaimResult.claimed(ROBOT1, /* mayBeTold= */ true), claim(APPLE, 1));
    assertEquals(ClaimResult.claimed(ROBOT2), claim(BERRY, 1));
  }

  @Test
  void a_retried_claim_returns_the_robot_already_held() {
    robots(ROBOT1, ROBOT2);
    claim(APPLE, 1);
    clock.pass(Duration.ofSeconds(5));
    assertEquals(ClaimResult.claimed(ROBOT1), claim(APPLE, 1));
    assertEquals(RobotStatus.ONLINE, robot(ROBOT2).status());
    assertEquals(HandClock.START, attempt(APPLE, ROBOT1).started());
  }

  @Test
  void without_any_robot_the_claim_says_so_whether_or_not_it_would_queue() {
    assertEquals(ClaimResult.missed(NO_ROBOTS), claim(APPLE, 1));
    assertEquals(ClaimResult.missed(NO_ROBOTS), claimWithoutQueue(APPLE, 1));
    assertEquals(List.of(), waiting());
  }

  @Test
  void an_order_that_does_not_queue_misses_when_none_is_free() {
    robots(ROBOT1);
    claim(APPLE, 1);
    assertEquals(ClaimResult.missed(NONE_FREE), claimWithoutQueue(BERRY, 1));
    assertEquals(List.of(), waiting());
  }

  @Test
  void broken_and_offline_robots_are_not_free_and_one_that_never_said_is() {
    robots(ROBOT1, ROBOT2);
    claim(APPLE, 1);
    timedOut(APPLE, 1, ROBOT1);
    table.robots().presence(ROBOT2, false, false);
    assertEquals(ClaimResult.queued(1), claim(BERRY, 1));
    assertEquals(RobotStatus.BROKEN, robot(ROBOT1).status());
    assertEquals(RobotStatus.OFFLINE, robot(ROBOT2).status());
  }

  @Test
  void an_order_never_has_a_robot_again_that_it_used() {
    robots(ROBOT1, ROBOT2);
    claim(APPLE, 1);
    timedOut(APPLE, 1, ROBOT1);
    table.robots().repair(ROBOT1, null);
    assertEquals(ClaimResult.claimed(ROBOT2), claim(APPLE, 2));
    timedOut(APPLE, 2, ROBOT2);
    table.robots().repair(ROBOT2, null);
    assertEquals(ClaimResult.missed(ALL_TRIED), claim(APPLE, 3));
    assertEquals(List.of(), waiting());
  }

  @Test
  void an_attempt_that_was_not_sent_excludes_nothing() {
    robots(ROBOT1);
    claim(APPLE, 1);
    assertEquals(List.of(), free(APPLE, 1, ROBOT1));
    assertEquals(AttemptOutcome.NOT_SENT, outcome(APPLE, ROBOT1));
    assertEquals(ClaimResult.claimed(ROBOT1), claim(APPLE, 2));
    assertEquals(2, attempt(APPLE, ROBOT1).claim());
    assertEquals(2, table.attempts().of(APPLE).size());
  }

  @Test
  void a_claim_with_an_old_number_or_one_that_is_over_is_stale() {
    robots(ROBOT1, ROBOT2);
    claim(APPLE, 1);
    timedOut(APPLE, 1, ROBOT1);
    assertEquals(ClaimResult.stale(1), claim(APPLE, 1));
    claim(APPLE, 2);
    assertEquals(ClaimResult.stale(2), claim(APPLE, 1), "it names the latest");
    finish(APPLE, 2, ROBOT2);
    assertEquals(ClaimResult.stale(2), claim(APPLE, 2));
    assertEquals(RobotStatus.ONLINE, robot(ROBOT2).status());
  }

  @Test
  void a_claim_that_left_the_queue_or_whose_order_ended_cannot_queue_again() {
    robots(ROBOT1);
    claim(APPLE, 1);
    claim(BERRY, 1);
    leave(BERRY, 1);
    assertEquals(ClaimResult.stale(1), claim(BERRY, 1));
    assertEquals(ClaimResult.queued(1), claim(BERRY, 2));
    end(BERRY);
    assertEquals(ClaimResult.missed(CLOSED), claim(BERRY, 2));
    assertEquals(ClaimResult.missed(CLOSED), claim(BERRY, 3));
    assertEquals(List.of(), waiting());
  }

  @Test
  void a_waiter_that_claims_by_a_later_number_refuses_the_earlier() {
    robots(ROBOT1);
    claim(APPLE, 1);
    claim(BERRY, 2);
    assertEquals(ClaimResult.stale(2), claim(BERRY, 1));
    assertEquals(List.of(BERRY), waiting());
  }

  @Test
  void an_order_id_placed_again_by_a_younger_workflow_begins_anew() {
    robots(ROBOT1);
    claim(APPLE, 1);
    timedOut(APPLE, 1, ROBOT1);
    table.robots().repair(ROBOT1, null);
    end(APPLE);
    clock.pass(Duration.ofDays(3));
    assertEquals(
        ClaimResult.claimed(ROBOT1),
        table.claims().claim(new ClaimRequest(APPLE, 1, 3, clock.instant(), true)));
    assertEquals(1, table.attempts().of(APPLE).size());
    assertEquals(
        ClaimResult.missed(CLOSED), claim(APPLE, 2), "a call of the earlier workflow does nothing");
  }

  @Test
  void an_order_that_was_cancelled_long_before_it_was_due_leaves_its_id_to_the_next() {
    robots(ROBOT1);
    Instant due = clock.instant().plus(Duration.ofDays(28));
    table.claims().end(new EndRequest(APPLE, due, /* evenIfTold= */ false));
    clock.pass(Duration.ofDays(2));

    assertEquals(
        ClaimResult.claimed(ROBOT1),
        table.claims().claim(new ClaimRequest(APPLE, 1, 3, clock.instant(), true)));
  }

  @Test
  void an_order_id_placed_again_begins_anew_however_the_clocks_differ() {
    robots(ROBOT1);
    claim(APPLE, 1);
    claim(BERRY, 1);
    end(BERRY);
    end(APPLE);
    // Temporal's clock is an hour behind the table's, which has just closed both.
    for (OrderId order : List.of(APPLE, BERRY)) {
      assertEquals(
          ClaimResult.claimed(ROBOT1),
          table.claims().claim(new ClaimRequest(order, 1, 3, start(order).plusMillis(1), true)));
      table.claims().releaseEnded(order, 1, null);
    }
  }

  @Test
  void an_order_id_placed_again_releases_the_robot_that_the_earlier_workflow_held() {
    robots(ROBOT1);
    claim(APPLE, 1);
    claim(BERRY, 1);
    clock.pass(Duration.ofDays(3));
    assertEquals(
        ClaimResult.queued(1),
        table.claims().claim(new ClaimRequest(APPLE, 1, 3, clock.instant(), true)));
    assertEquals(BERRY, robot(ROBOT1).order());
  }

  @Test
  void a_finish_frees_the_robot_and_records_the_success_once() {
    robots(ROBOT1);
    claim(APPLE, 1);
    clock.pass(Duration.ofSeconds(3));
    finish(APPLE, 1, ROBOT1);
    clock.pass(Duration.ofSeconds(3));
    assertEquals(List.of(), finish(APPLE, 1, ROBOT1));

    assertEquals(RobotStatus.ONLINE, robot(ROBOT1).status());
    assertFalse(telling(APPLE, 1, ROBOT1));
    Attempt attempt = attempt(APPLE, ROBOT1);
    assertEquals(AttemptOutcome.SUCCEEDED, attempt.outcome());
    assertEquals(HandClock.START.plusSeconds(3), attempt.ended());
  }

  @Test
  void a_finish_releases_any_robot_and_place_that_the_order_has() {
    robots(ROBOT1, ROBOT2);
    claim(APPLE, 1);
    timedOut(APPLE, 1, ROBOT1);
    claim(APPLE, 2);
    finish(APPLE, 1, ROBOT1);
    assertEquals(RobotStatus.ONLINE, robot(ROBOT2).status());
    assertEquals(AttemptOutcome.TIMED_OUT, outcome(APPLE, ROBOT1));
    assertEquals(AttemptOutcome.RELEASED, outcome(APPLE, ROBOT2));
  }

  @Test
  void broken_acts_on_its_own_claim_only_and_once() {
    robots(ROBOT1, ROBOT2);
    claim(APPLE, 1);
    timedOut(APPLE, 2, ROBOT1);
    timedOut(APPLE, 1, ROBOT2);
    timedOut(BERRY, 1, ROBOT1);
    assertEquals(RobotStatus.WORKING, robot(ROBOT1).status());

    timedOut(APPLE, 1, ROBOT1);
    assertEquals("no answer", robot(ROBOT1).brokenReason());
    assertNull(robot(ROBOT1).order());
    assertEquals("no answer", attempt(APPLE, ROBOT1).reason());

    table.robots().repair(ROBOT1, null);
    timedOut(APPLE, 1, ROBOT1);
    assertEquals(RobotStatus.ONLINE, robot(ROBOT1).status());
  }

  @Test
  void a_broken_call_that_wakes_up_after_the_finish_changes_nothing() {
    robots(ROBOT1);
    claim(APPLE, 1);
    finish(APPLE, 1, ROBOT1);
    claim(BERRY, 1);
    timedOut(APPLE, 1, ROBOT1);
    assertEquals(BERRY, robot(ROBOT1).order());
    assertEquals(RobotStatus.WORKING, robot(ROBOT1).status());
    assertEquals(AttemptOutcome.SUCCEEDED, outcome(APPLE, ROBOT1));
  }

  @Test
  void the_attempt_on_a_robot_that_was_removed_meanwhile_is_still_recorded() {
    robots(ROBOT1);
    claim(APPLE, 1);
    table.robots().remove(ROBOT1, APPLE);
    table
        .claims()
        .broken(new BrokenRequest(APPLE, 1, ROBOT1, AttemptOutcome.FAILED, "out of mango"));
    assertEquals(AttemptOutcome.FAILED, outcome(APPLE, ROBOT1));
    assertEquals("out of mango", attempt(APPLE, ROBOT1).reason());
    assertTrue(table.robots().find(ROBOT1).isEmpty());
  }

  @Test
  void free_acts_on_its_own_claim_only() {
    robots(ROBOT1);
    claim(APPLE, 1);
    free(APPLE, 2, ROBOT1);
    free(BERRY, 1, ROBOT1);
    assertEquals(APPLE, robot(ROBOT1).order());
    finish(APPLE, 1, ROBOT1);
    free(APPLE, 1, ROBOT1);
    assertEquals(AttemptOutcome.SUCCEEDED, outcome(APPLE, ROBOT1));
  }

  @Test
  void an_order_that_still_holds_a_robot_by_an_older_claim_releases_it() {
    robots(ROBOT1, ROBOT2);
    claim(APPLE, 1);
    RobotName robot = claim(APPLE, 2).robot();
    assertEquals(ROBOT1, robot);
    assertEquals(RobotStatus.ONLINE, robot(ROBOT2).status());
    assertEquals(
        List.of(AttemptOutcome.RELEASED, AttemptOutcome.WORKING),
        table.attempts().of(APPLE).stream().map(Attempt::outcome).toList());
  }

  @Test
  void a_robot_that_was_told_is_kept_at_the_ending_unless_that_was_asked_for() {
    robots(ROBOT1);
    claim(APPLE, 1);
    claim(BERRY, 1);
    telling(APPLE, 1, ROBOT1);
    EndRequest mild = new EndRequest(APPLE, start(APPLE), false);

    assertEquals(
        List.of(),
        wokenBy(
            () ->
                assertEquals(
                    new EndResult(ROBOT1, 1),
                    table.claims().end(mild),
                    "a workflow task that was lost has told it")));
    assertEquals(APPLE, robot(ROBOT1).order());
    assertEquals(ClaimResult.claimed(ROBOT1, true), claim(APPLE, 1), "the order is not closed yet");

    timedOut(APPLE, 1, ROBOT1);
    assertEquals(
        List.of(), wokenBy(() -> assertEquals(new EndResult(null, 0), table.claims().end(mild))));
    assertEquals(RobotStatus.BROKEN, robot(ROBOT1).status());
    assertEquals(ClaimResult.missed(CLOSED), claim(APPLE, 2));
  }

  @Test
  void a_message_that_was_not_sent_leaves_the_robot_untold_unless_another_try_may_have() {
    robots(ROBOT1);
    claim(APPLE, 1);
    listening();
    TellResult notSent = new TellResult(TellOutcome.NOT_SENT, "not connected");
    assertEquals(
        notSent,
        tell(
            APPLE,
            1,
            ROBOT1,
            () -> {
              assertTrue(robot(ROBOT1).told(), "counted before it goes out");
              return notSent;
            }));
    assertFalse(robot(ROBOT1).told());

    assertEquals(
        notSent,
        tell(
            APPLE,
            1,
            ROBOT1,
            () -> {
              assertEquals(
                  new TellResult(TellOutcome.TOLD, "an earlier try may have told it"),
                  tell(APPLE, 1, ROBOT1, () -> notSent),
                  "the other try is not heard of yet");
              assertTrue(robot(ROBOT1).told());
              return notSent;
            }));
    assertFalse(robot(ROBOT1).told());
  }

  @Test
  void a_try_is_taken_back_once_however_often_that_is_asked_for() {
    robots(ROBOT1);
    claim(APPLE, 1);
    listening();
    Held held = new Held(APPLE, 1, ROBOT1);
    Database database = table.database();
    long first = database.write(tx -> RobotRows.beginTelling(tx, held)).orElseThrow().tried();
    long second = database.write(tx -> RobotRows.beginTelling(tx, held)).orElseThrow().tried();
    assertTrue(first < second, "at one time of the clock, too");

    assertFalse(undo(held, second, true));
    assertFalse(
        undo(held, second, false), "its commit's answer was lost, so it is asked for again");
    assertFalse(undo(held, first, false), "it is not known whether that try was counted");
    assertTrue(robot(ROBOT1).told());
    assertTrue(undo(held, first, true));
    assertFalse(robot(ROBOT1).told());
  }

  @Test
  void a_try_that_may_have_been_counted_is_taken_back_if_it_was() {
    robots(ROBOT1);
    claim(APPLE, 1);
    listening();
    Held held = new Held(APPLE, 1, ROBOT1);
    Database database = table.database();
    long tried = database.write(tx -> RobotRows.beginTelling(tx, held)).orElseThrow().tried();
    assertTrue(undo(held, tried, false));
    assertFalse(robot(ROBOT1).told());
  }

  private boolean undo(Held held, long tried, boolean counted) {
    return table.database().write(tx -> RobotRows.undoTelling(tx, held, tried, counted));
  }

  @Test
  void a_robot_that_went_away_before_it_was_told_is_released_and_one_that_was_told_is_not() {
    robots(ROBOT1);
    claim(APPLE, 1);
    table.robots().presence(ROBOT1, false, false);

    assertFalse(telling(APPLE, 1, ROBOT1));
    assertEquals(RobotStatus.OFFLINE, robot(ROBOT1).status());
    assertEquals(AttemptOutcome.RELEASED, outcome(APPLE, ROBOT1));
    assertEquals(ClaimResult.queued(1), claim(APPLE, 2));

    assertEquals(wake(APPLE, 2), wokenBy(() -> table.robots().presence(ROBOT1, true, false)));
    assertTrue(telling(APPLE, 2, ROBOT1));
    table.robots().presence(ROBOT1, false, false);
    assertTrue(telling(APPLE, 2, ROBOT1), "told again, after a workflow task was lost");
    assertEquals(APPLE, robot(ROBOT1).order());
  }

  @Test
  void a_robot_assigned_from_the_queue_that_went_away_meanwhile_is_not_told() {
    robots(ROBOT1, ROBOT2);
    claim(APPLE, 1);
    claim(BERRY, 1);
    claim(CHERRY, 1);
    assertEquals(wake(CHERRY, 1), finish(APPLE, 1, ROBOT1));
    table.robots().presence(ROBOT1, false, false);
    assertEquals(ClaimResult.claimed(ROBOT1), claim(CHERRY, 1));

    assertFalse(telling(CHERRY, 1, ROBOT1));

    assertEquals(ClaimResult.queued(1), claim(CHERRY, 2));
    assertEquals(wake(CHERRY, 2), finish(BERRY, 1, ROBOT2));
  }

  @Test
  void an_answer_of_temporal_about_an_order_touches_only_the_claim_it_was_asked_about() {
    robots(ROBOT1);
    claim(APPLE, 1);
    claim(BERRY, 2);

    assertEquals(List.of(), wokenBy(() -> table.claims().releaseEnded(APPLE, 2, null)));
    assertEquals(List.of(), wokenBy(() -> table.claims().releaseEnded(BERRY, 1, null)));
    assertEquals(APPLE, robot(ROBOT1).order());
    assertEquals(List.of(BERRY), waiting());

    telling(APPLE, 1, ROBOT1);
    assertEquals(wake(BERRY, 2), wokenBy(() -> table.claims().releaseEnded(APPLE, 1, null)));
    assertEquals(ClaimResult.missed(CLOSED), claim(APPLE, 2));
  }

  @Test
  void an_ending_releases_any_robot_and_place_and_having_neither_is_fine() {
    robots(ROBOT1);
    assertEquals(List.of(), end(CHERRY));
    claim(APPLE, 1);
    end(APPLE);
    assertEquals(RobotStatus.ONLINE, robot(ROBOT1).status());
    assertEquals(AttemptOutcome.RELEASED, outcome(APPLE, ROBOT1));
    assertEquals(List.of(), end(APPLE));
  }
}
