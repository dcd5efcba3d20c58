package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the attempts say of a robot. */
abstract class RobotAttemptsContract extends TableContract {
  private static final RobotName ROBOT3 = new RobotName("Robot3");

  @Test
  void an_attempt_says_what_is_made_and_until_when_from_the_latest_try_to_tell_its_robot() {
    robots(ROBOT1);
    claim(APPLE, 1);
    assertNull(attempt(APPLE, ROBOT1).smoothie());
    assertNull(attempt(APPLE, ROBOT1).deadline());

    clock.pass(Duration.ofSeconds(3));
    assertTrue(telling(APPLE, 1, ROBOT1));

    assertEquals("Green", attempt(APPLE, ROBOT1).smoothie());
    assertEquals(
        HandClock.START.plusSeconds(3).plus(START_TO_CLOSE), attempt(APPLE, ROBOT1).deadline());
  }

  @Test
  void robots_now_have_the_attempt_that_they_hold_and_broken_ones_the_one_they_broke_over() {
    robots(ROBOT1, ROBOT2, ROBOT3);
    claim(APPLE, 1);
    clock.pass(Duration.ofSeconds(1));
    timedOut(APPLE, 1, ROBOT1);
    claim(BERRY, 1);
    finish(BERRY, 1, ROBOT2);
    clock.pass(Duration.ofSeconds(1));
    claim(CHERRY, 1);

    List<Attempt> now = table.attempts().ofRobotsNow();

    assertEquals(
        List.of(APPLE, CHERRY),
        now.stream().map(Attempt::order).sorted(Comparator.comparing(OrderId::value)).toList());
    assertTrue(robot(ROBOT1).isAtOrBrokeOver(attempt(APPLE, ROBOT1)));
    assertTrue(robot(ROBOT2).isAtOrBrokeOver(attempt(CHERRY, ROBOT2)));
    assertFalse(robot(ROBOT2).isAtOrBrokeOver(attempt(BERRY, ROBOT2)));
  }

  @Test
  void a_robots_attempts_are_listed_the_last_one_first() {
    robots(ROBOT1);
    make(APPLE, 1);
    make(BERRY, 2);
    make(CHERRY, 3);

    assertEquals(
        List.of(CHERRY, BERRY),
        table.attempts().of(ROBOT1, 2).stream().map(Attempt::order).toList());
    assertEquals(List.of(), table.attempts().of(ROBOT2, 2));
  }

  @Test
  void all_that_are_kept_are_tallied_with_the_median_and_the_90th_percentile() {
    robots(ROBOT1, ROBOT2);
    assertEquals(List.of(), table.attempts().tally(ROBOT1));
    Stream.of(9, 1, 8, 2, 7, 3, 6, 4, 5, 100)
        .forEach(seconds -> make(new OrderId("makes-" + seconds), seconds));
    claim(APPLE, 1);
    clock.pass(Duration.ofSeconds(10));
    timedOut(APPLE, 1, ROBOT1);
    table.attempts().answered(APPLE, ROBOT1);

    Map<AttemptOutcome, AttemptTally> tally =
        table.attempts().tally(ROBOT1).stream()
            .collect(Collectors.toMap(AttemptTally::outcome, Function.identity()));

    assertEquals(
        Map.of(
            AttemptOutcome.SUCCEEDED,
            new AttemptTally(
                AttemptOutcome.SUCCEEDED,
                10,
                0,
                HandClock.START,
                Duration.ofSeconds(5),
                Duration.ofSeconds(9)),
            AttemptOutcome.TIMED_OUT,
            new AttemptTally(
                AttemptOutcome.TIMED_OUT,
                1,
                1,
                HandClock.START.plusSeconds(145),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10))),
        tally);
  }

  private void make(OrderId order, int seconds) {
    claim(order, 1);
    clock.pass(Duration.ofSeconds(seconds));
    finish(order, 1, ROBOT1);
  }
}
