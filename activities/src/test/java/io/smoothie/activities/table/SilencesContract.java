package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.activities.table.Silences.Silent;
import io.smoothie.activities.table.Silences.State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which robots are silent, and what a gateway has to do with it. */
abstract class SilencesContract extends TableContract {
  private static final Duration HEARTBEAT = Duration.ofSeconds(40);

  /** A little more than the moment from which on Robot1 is silent. */
  private static final Duration PAST = HEARTBEAT.plus(Silences.WRITTEN).plus(Duration.ofSeconds(1));

  /** Robot1 has been told of order apple just now, with a heartbeat. */
  private void told() {
    robots(ROBOT1, ROBOT2);
    claim(APPLE, 1);
    heartbeat = HEARTBEAT;
    assertTrue(telling(APPLE, 1, ROBOT1));
  }

  /** A gateway listens for so long, and says so every second. */
  private void listenFor(Duration time, Gateways.Progress progress) {
    for (long second = 0; second < time.toSeconds(); second++) {
      clock.pass(Duration.ofSeconds(1));
      table.gateways().listening("gateway", true, progress);
    }
  }

  private void listenFor(Duration time) {
    listenFor(time, Gateways.Progress.UNBROKEN);
  }

  private void heard() {
    // The tests' clock stands still meanwhile, whatever time they take.
    long now = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    HeardProgress word = new HeardProgress(APPLE, ROBOT1, 40, null, now);
    assertEquals(1, table.attempts().heard(List.of(word)));
  }

  private State state() {
    return table.silences().of(new Held(APPLE, 1, ROBOT1));
  }

  private List<Silent> silent() {
    return table.silences().list(10);
  }

  @Test
  void a_robot_is_silent_once_its_heartbeat_has_passed_since_it_was_told() {
    told();
    listenFor(HEARTBEAT);
    assertEquals(State.NOT_SILENT, state(), "what it said may not be written yet");
    assertEquals(List.of(), silent());

    listenFor(PAST.minus(HEARTBEAT));

    assertEquals(State.SILENT, state());
    assertEquals(List.of(new Silent(APPLE, ROBOT1, HandClock.START)), silent());
  }

  @Test
  void a_robot_that_is_heard_is_silent_only_when_its_heartbeat_has_passed_since_then() {
    told();
    listenFor(Duration.ofSeconds(30));
    heard();
    listenFor(HEARTBEAT);
    assertEquals(State.NOT_SILENT, state());

    listenFor(Duration.ofSeconds(5));

    assertEquals(State.SILENT, state());
    assertEquals(List.of(new Silent(APPLE, ROBOT1, HandClock.START.plusSeconds(30))), silent());
    heard();
    assertEquals(List.of(), silent());
  }

  @Test
  void a_robot_without_a_heartbeat_may_be_silent() {
    robots(ROBOT1);
    claim(APPLE, 1);
    assertTrue(telling(APPLE, 1, ROBOT1));
    listenFor(PAST);

    assertEquals(State.NOT_SILENT, state());
    assertEquals(List.of(), silent());
  }

  @Test
  void a_robot_that_has_answered_or_whose_attempt_is_over_or_not_its_own_is_not_silent() {
    told();
    listenFor(PAST);
    assertEquals(State.NOT_SILENT, table.silences().of(new Held(APPLE, 2, ROBOT1)));
    assertEquals(State.NOT_SILENT, table.silences().of(new Held(APPLE, 1, ROBOT2)));
    table.attempts().answerHeard(APPLE, ROBOT1);
    assertEquals(State.NOT_SILENT, state());
    assertEquals(List.of(), silent());
    assertNull(attempt(APPLE, ROBOT1).heartbeat());

    claim(BERRY, 1);
    assertTrue(telling(BERRY, 1, ROBOT2));
    listenFor(PAST);
    assertEquals(1, silent().size());
    timedOut(BERRY, 1, ROBOT2);
    assertEquals(List.of(), silent());
  }

  @Test
  void silence_counts_for_nothing_while_no_gateway_listens_past_it() {
    told();
    listenFor(HEARTBEAT);
    clock.pass(Duration.ofSeconds(3));

    assertEquals(State.UNKNOWN, state(), "the gateway has yet to show that it listened");
    assertEquals(List.of(), silent());
    listening();
    assertEquals(State.SILENT, state());
  }

  @Test
  void a_gateway_that_came_after_the_last_word_has_to_listen_for_a_heartbeat() {
    told();
    clock.pass(PAST);
    listening();
    listenFor(HEARTBEAT.minusSeconds(1));
    assertEquals(State.UNKNOWN, state());
    assertEquals(List.of(), silent());

    listenFor(Duration.ofSeconds(1));

    assertEquals(State.SILENT, state());
    assertEquals(1, silent().size());
  }

  @Test
  void a_gateway_that_came_after_the_last_word_has_to_listen_for_thirty_seconds_at_least() {
    robots(ROBOT1);
    claim(APPLE, 1);
    heartbeat = Duration.ofSeconds(1);
    assertTrue(telling(APPLE, 1, ROBOT1));
    clock.pass(Duration.ofSeconds(20));
    listening();
    listenFor(Duration.ofSeconds(29));
    assertEquals(State.UNKNOWN, state(), "robots take their time to reconnect");

    listenFor(Duration.ofSeconds(1));

    assertEquals(State.SILENT, state());
  }

  @Test
  void a_gateway_that_does_not_hear_what_robots_say_of_their_work_does_not_count() {
    told();
    listenFor(PAST, Gateways.Progress.UNHEARD);
    assertEquals(State.UNKNOWN, state());

    table.gateways().listening("gateway", true, Gateways.Progress.BEGUN);
    listenFor(HEARTBEAT.minusSeconds(1));
    assertEquals(State.UNKNOWN, state(), "it begins anew");
    listenFor(Duration.ofSeconds(1));
    assertEquals(State.SILENT, state());
  }

  @Test
  void a_gateway_of_an_earlier_version_hears_no_progress() {
    told();
    for (long second = 0; second < PAST.toSeconds(); second++) {
      clock.pass(Duration.ofSeconds(1));
      execute("UPDATE gateways SET last_seen = ?", clock.millis());
    }

    assertEquals(State.UNKNOWN, state());
    assertEquals(List.of(), silent());
  }

  @Test
  void the_silent_are_listed_from_the_oldest_silence_on_and_no_more_than_asked_for() {
    told();
    clock.pass(Duration.ofSeconds(1));
    listening();
    claim(BERRY, 1);
    assertTrue(telling(BERRY, 1, ROBOT2));
    listenFor(PAST);

    assertEquals(List.of(APPLE, BERRY), silent().stream().map(Silent::order).toList());
    assertEquals(APPLE, table.silences().list(1).get(0).order());
    assertEquals(1, table.silences().list(1).size());
  }
}
