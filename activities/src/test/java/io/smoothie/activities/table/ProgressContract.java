package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What robots say of their work, on the rows of their attempts. */
abstract class ProgressContract extends TableContract {
  private static HeardProgress heard(
      OrderId order, RobotName robot, @Nullable Integer percent, @Nullable String note) {
    return new HeardProgress(order, robot, percent, note, now());
  }

  /** The tests' clock stands still meanwhile, whatever time they take. */
  private static long now() {
    return System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
  }

  private int write(HeardProgress... heard) {
    return table.attempts().heard(List.of(heard));
  }

  private String progress(OrderId order, RobotName robot) {
    Attempt attempt = attempt(order, robot);
    return attempt.percent() + " " + attempt.note() + " " + attempt.heard();
  }

  @Test
  void the_attempt_that_the_robot_has_shows_what_the_robot_said_last() {
    robots(ROBOT1);
    claim(APPLE, 1);
    assertEquals("null null null", progress(APPLE, ROBOT1));

    assertEquals(1, write(heard(APPLE, ROBOT1, 40, "blending")));
    assertEquals("40 blending " + HandClock.START, progress(APPLE, ROBOT1));
    assertEquals(List.of(attempt(APPLE, ROBOT1)), table.attempts().ofRobotsNow());
    clock.pass(Duration.ofSeconds(3));
    assertEquals(1, write(heard(APPLE, ROBOT1, null, null)));

    assertEquals(
        "40 blending " + HandClock.START.plusSeconds(3),
        progress(APPLE, ROBOT1),
        "what it does not say stays");
  }

  @Test
  void only_the_attempt_that_the_robot_has_now_hears_it() {
    robots(ROBOT1, ROBOT2);
    claim(APPLE, 1);
    claim(BERRY, 1);
    assertEquals(0, write(heard(APPLE, ROBOT2, 10, null), heard(BERRY, ROBOT1, 20, null)));
    assertEquals(0, write(heard(CHERRY, ROBOT1, 30, null)));
    timedOut(APPLE, 1, ROBOT1);
    assertEquals(0, write(heard(APPLE, ROBOT1, 40, null)), "its attempt is over");

    assertEquals("null null null", progress(APPLE, ROBOT1));
    assertEquals("null null null", progress(BERRY, ROBOT2));
  }

  @Test
  void a_word_that_waited_counts_as_of_when_it_was_heard_and_not_after_a_later_one() {
    robots(ROBOT1);
    claim(APPLE, 1);
    long tenSecondsAgo = System.nanoTime() - TimeUnit.SECONDS.toNanos(10);
    HeardProgress late = new HeardProgress(APPLE, ROBOT1, 10, null, tenSecondsAgo);
    assertEquals(1, write(late));
    Instant heard = attempt(APPLE, ROBOT1).heard();
    assertTrue(
        heard != null && !heard.isAfter(HandClock.START.minusSeconds(10)), String.valueOf(heard));

    assertEquals(1, write(heard(APPLE, ROBOT1, 50, null)));
    assertEquals(0, write(late));
    assertEquals(50, attempt(APPLE, ROBOT1).percent());
  }

  @Test
  void of_two_words_not_written_yet_the_later_counts_and_what_only_the_earlier_says() {
    HeardProgress earlier = new HeardProgress(APPLE, ROBOT1, 10, "washing", 1);
    assertEquals(
        new HeardProgress(APPLE, ROBOT1, 20, "washing", 2),
        new HeardProgress(APPLE, ROBOT1, 20, null, 2).after(earlier));
    HeardProgress another = new HeardProgress(BERRY, ROBOT1, null, null, 2);
    assertEquals(another, another.after(earlier));
  }

  @Test
  void an_attempt_that_is_over_keeps_what_its_robot_said_last() {
    robots(ROBOT1);
    claim(APPLE, 1);
    write(heard(APPLE, ROBOT1, 99, "pouring"));
    timedOut(APPLE, 1, ROBOT1);

    assertEquals("99 pouring " + HandClock.START, progress(APPLE, ROBOT1));
  }
}
