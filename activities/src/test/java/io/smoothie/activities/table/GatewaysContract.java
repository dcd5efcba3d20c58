package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.ClaimOutcome;
import io.smoothie.workflow.ClaimResult;
import io.smoothie.workflow.OrderActivities.BrokenRequest;
import io.smoothie.workflow.OrderActivities.FreeRequest;
import io.smoothie.workflow.OrderActivities.FreeResult;
import io.smoothie.workflow.OrderActivities.TellOutcome;
import io.smoothie.workflow.OrderActivities.TellResult;
import io.smoothie.workflow.OrderId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which gateways listen, and what follows from it for robots that were told, or are to be. */
abstract class GatewaysContract extends TableContract {
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  /** A gateway listens for so long, and says so every second. */
  private void listenFor(Duration time) {
    for (long second = 0; second < time.toSeconds(); second++) {
      clock.pass(Duration.ofSeconds(1));
      listening();
    }
  }

  private Gateway gateway() {
    return table.gateways().list().get(0);
  }

  private Optional<String> unheard(Duration overdue) {
    return table.gateways().unheard(APPLE, 1, overdue);
  }

  @Test
  void a_gateway_that_had_to_wait_for_the_table_does_not_vouch_for_that_time() {
    long fiveSecondsAgo = System.nanoTime() - Duration.ofSeconds(5).toNanos();
    table.gateways().listening("late", true, Gateways.Progress.UNBROKEN, fiveSecondsAgo);

    assertEquals(clock.instant().minusSeconds(5), table.gateways().list().get(0).lastSeen());
  }

  @Test
  void a_gateway_listens_since_it_first_said_so_as_long_as_it_says_so_in_time() {
    assertEquals(List.of(), table.gateways().list());
    listening();
    listenFor(Duration.ofSeconds(5));
    clock.pass(Gateways.FRESH);
    listening();

    assertEquals(
        new Gateway(
            "gateway", HandClock.START, HandClock.START.plusSeconds(5).plus(Gateways.FRESH)),
        gateway());
    assertTrue(table.gateways().silence().isEmpty());
  }

  @Test
  void a_row_that_was_not_renewed_in_time_begins_anew() {
    listening();
    clock.pass(Gateways.FRESH.plusMillis(1));
    assertFalse(table.gateways().silence().isEmpty());
    listening();

    assertEquals(clock.instant(), gateway().since());
  }

  @Test
  void a_gateway_that_had_a_break_begins_anew_and_so_does_one_from_the_future() {
    listening();
    clock.pass(Duration.ofSeconds(1));
    table.gateways().listening("gateway", false);
    assertEquals(clock.instant(), gateway().since());

    clock.pass(Duration.ofHours(-1));
    assertFalse(table.gateways().silence().isEmpty());
    listening();
    assertEquals(new Gateway("gateway", clock.instant(), clock.instant()), gateway());
  }

  @Test
  void a_gateway_that_is_gone_for_long_is_forgotten() {
    listening();
    clock.pass(Duration.ofDays(8));
    table.gateways().listening("another", true);

    assertEquals(
        List.of("another"), table.gateways().list().stream().map(Gateway::clientId).toList());
  }

  @Test
  void the_sentence_about_the_silence_says_when_it_began() {
    assertEquals(
        Optional.of("no gateway has been listening: is `smoothie gateway` running?"),
        table.gateways().silence());
    listening();
    assertEquals(Optional.empty(), table.gateways().silence());
    Instant last = clock.instant();
    clock.pass(Duration.ofMinutes(3));
    assertEquals(
        Optional.of(
            "no gateway has been listening since %s: is `smoothie gateway` running?"
                .formatted(last.toString().replace("T", " ").replace("Z", " UTC"))),
        table.gateways().silence());
  }

  @Test
  void a_robot_could_be_heard_by_a_gateway_that_listened_from_its_telling_past_its_deadline() {
    robots(ROBOT1);
    claim(APPLE, 1);
    assertTrue(telling(APPLE, 1, ROBOT1));
    listenFor(DEADLINE.minusSeconds(1));
    clock.pass(Duration.ofSeconds(1));
    assertTrue(unheard(Duration.ZERO).isPresent(), "it has not shown that it listens now");

    listening();
    assertEquals(Optional.empty(), unheard(Duration.ZERO));
  }

  @Test
  void the_deadline_counts_by_how_long_ago_it_was() {
    robots(ROBOT1);
    claim(APPLE, 1);
    assertTrue(telling(APPLE, 1, ROBOT1));
    listenFor(DEADLINE);
    clock.pass(Duration.ofSeconds(5));

    assertEquals(Optional.empty(), unheard(Duration.ofSeconds(5)));
    assertTrue(unheard(Duration.ofSeconds(4)).isPresent());
  }

  @Test
  void a_gateway_that_had_a_break_since_the_telling_must_listen_for_half_a_minute() {
    robots(ROBOT1);
    claim(APPLE, 1);
    assertTrue(telling(APPLE, 1, ROBOT1));
    clock.pass(DEADLINE);
    table.gateways().listening("gateway", false);
    listenFor(Duration.ofSeconds(29));
    String why = unheard(Duration.ofSeconds(29)).orElseThrow();
    assertTrue(why.startsWith("gateway gateway has been listening since 20"), why);

    listenFor(Duration.ofSeconds(1));
    assertEquals(Optional.empty(), unheard(Duration.ofSeconds(30)));
  }

  @Test
  void one_gateway_of_several_is_enough() {
    robots(ROBOT1);
    claim(APPLE, 1);
    assertTrue(telling(APPLE, 1, ROBOT1));
    table.gateways().listening("late", false);
    listenFor(DEADLINE);

    assertEquals(Optional.empty(), unheard(Duration.ZERO));
  }

  @Test
  void without_the_attempts_row_a_gateway_must_have_listened_for_half_a_minute() {
    listening();
    listenFor(Duration.ofSeconds(29));
    assertTrue(unheard(Duration.ZERO).isPresent());
    listenFor(Duration.ofSeconds(1));
    assertEquals(Optional.empty(), unheard(Duration.ZERO));
  }

  @Test
  void no_robot_is_to_be_told_while_no_gateway_listens_and_the_try_does_not_count() {
    robots(ROBOT1);
    claim(APPLE, 1);
    TellResult result = tell(APPLE, 1, ROBOT1, () -> fail("it must not be told"));

    assertEquals(TellOutcome.NO_GATEWAY, result.outcome());
    assertEquals("no gateway has been listening: is `smoothie gateway` running?", result.detail());
    assertFalse(robot(ROBOT1).told());
    assertEquals(clock.instant(), robot(ROBOT1).tried());
    assertTrue(telling(APPLE, 1, ROBOT1));
  }

  @Test
  void a_robot_that_was_told_before_the_gateways_went_counts_as_told() {
    robots(ROBOT1);
    claim(APPLE, 1);
    assertTrue(telling(APPLE, 1, ROBOT1));
    clock.pass(Duration.ofMinutes(1));

    assertEquals(
        TellOutcome.TOLD, tell(APPLE, 1, ROBOT1, () -> fail("it must not be told")).outcome());
  }

  @Test
  void a_robot_that_was_told_is_not_freed_but_said_to_be_told() {
    robots(ROBOT1);
    claim(APPLE, 1);
    claim(BERRY, 1);
    assertTrue(telling(APPLE, 1, ROBOT1));

    FreeRequest request =
        FreeRequest.untold(APPLE, 1, ROBOT1, AttemptOutcome.NOT_SENT, "not connected");

    assertEquals(
        List.of(), wokenBy(() -> assertEquals(new FreeResult(true), table.claims().free(request))));
    assertEquals(APPLE, robot(ROBOT1).order());
    assertEquals(AttemptOutcome.WORKING, outcome(APPLE, ROBOT1));
  }

  @Test
  void a_robot_that_was_told_and_is_not_to_blame_is_offered_on_and_never_comes_back_to_the_order() {
    robots(ROBOT1);
    claim(APPLE, 1);
    assertTrue(telling(APPLE, 1, ROBOT1));
    claim(BERRY, 1);
    FreeRequest notToBlame =
        new FreeRequest(APPLE, 1, ROBOT1, AttemptOutcome.FAILED, "no such label", true);

    assertEquals(new FreeResult(false), table.claims().free(notToBlame));

    assertEquals(BERRY, robot(ROBOT1).order());
    assertNull(robot(ROBOT1).brokenReason());
    Attempt attempt = table.attempts().find(APPLE, ROBOT1).orElseThrow();
    assertEquals(AttemptOutcome.FAILED, attempt.outcome());
    assertEquals("no such label", attempt.reason());
    assertEquals(ClaimResult.missed(ClaimOutcome.ALL_TRIED), claim(APPLE, 2));
    assertEquals(new FreeResult(false), table.claims().free(notToBlame), "again is the same");
    assertEquals(BERRY, robot(ROBOT1).order());
  }

  @Test
  void a_robot_that_the_broker_refuses_is_offered_on_and_never_comes_back_to_the_order() {
    robots(ROBOT1);
    claim(APPLE, 1);
    claim(BERRY, 1);
    FreeRequest refused =
        FreeRequest.untold(APPLE, 1, ROBOT1, AttemptOutcome.REFUSED, "not allowed");

    assertEquals(wake(BERRY, 1), wokenBy(() -> table.claims().free(refused)));
    assertEquals(AttemptOutcome.REFUSED, outcome(APPLE, ROBOT1));
    assertEquals("not allowed", attempt(APPLE, ROBOT1).reason());
    robots(ROBOT2);
    assertEquals(ClaimResult.claimed(ROBOT2), claim(APPLE, 2));
    assertEquals(
        List.of(),
        wokenBy(() -> assertEquals(new FreeResult(false), table.claims().free(refused))));
  }

  @Test
  void a_robot_is_taken_back_only_from_a_claim_that_has_not_tried_to_tell_it() {
    robots(ROBOT1, ROBOT2);
    claim(APPLE, 1);
    claim(BERRY, 1);
    claim(CHERRY, 1);
    assertTrue(telling(BERRY, 1, ROBOT2));
    clock.pass(Duration.ofMinutes(5));
    Instant old = clock.instant().minus(Duration.ofMinutes(3));

    assertEquals(List.of(), wokenBy(() -> table.claims().releaseUntold(BERRY, 1, old)));
    assertEquals(List.of(), wokenBy(() -> table.claims().releaseUntold(APPLE, 2, old)));
    assertEquals(wake(CHERRY, 1), wokenBy(() -> table.claims().releaseUntold(APPLE, 1, old)));
    assertEquals(AttemptOutcome.RELEASED, outcome(APPLE, ROBOT1));
    assertEquals(
        List.of(),
        wokenBy(() -> table.claims().releaseUntold(CHERRY, 1, old)),
        "it was assigned just now");
  }

  private void unheardAttempt() {
    robots(ROBOT1);
    claim(APPLE, 1);
    assertTrue(telling(APPLE, 1, ROBOT1));
    table
        .claims()
        .broken(new BrokenRequest(APPLE, 1, ROBOT1, AttemptOutcome.UNHEARD, "nothing heard"));
    assertEquals(RobotStatus.BROKEN, robot(ROBOT1).status());
  }

  @Test
  void a_robot_that_was_unheard_and_answers_after_all_is_whole_again_and_offered() {
    unheardAttempt();
    claim(BERRY, 1);

    Held apples = new Held(APPLE, 1, ROBOT1);
    assertEquals(wake(BERRY, 1), wokenBy(() -> assertTrue(table.claims().putBack(apples))));
    assertEquals(BERRY, robot(ROBOT1).order());
    assertNull(robot(ROBOT1).brokenReason());
    assertEquals(AttemptOutcome.UNHEARD, outcome(APPLE, ROBOT1));
    assertFalse(table.claims().putBack(apples));
  }

  @Test
  void a_robot_that_is_broken_by_a_later_attempt_is_not_put_back() {
    unheardAttempt();
    table.robots().repair(ROBOT1, null);
    clock.pass(Duration.ofSeconds(1));
    claim(BERRY, 1);
    assertTrue(telling(BERRY, 1, ROBOT1));
    timedOut(BERRY, 1, ROBOT1);

    assertFalse(table.claims().putBack(new Held(APPLE, 1, ROBOT1)));
    assertEquals(RobotStatus.BROKEN, robot(ROBOT1).status());
  }

  @Test
  void orders_with_a_robot_or_a_place_are_told_from_those_with_nothing() {
    robots(ROBOT1);
    claim(APPLE, 1);
    claim(BERRY, 1);
    OrderId lost = new OrderId("lost");

    assertEquals(List.of(lost), table.claims().withNothing(List.of(APPLE, lost, BERRY)));
    assertEquals(List.of(), table.claims().withNothing(List.of()));
  }
}
