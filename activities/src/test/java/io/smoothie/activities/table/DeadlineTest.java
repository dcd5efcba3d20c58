package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class DeadlineTest {
  /** Near the end of what a clock of nanoseconds can count, which it passes. */
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);

  private final Deadline deadline = new Deadline(nanos::get, Duration.ofSeconds(10));

  @Test
  void what_is_left_is_rounded_up() {
    assertEquals(10_000, deadline.millisLeft());
    assertEquals(10, deadline.secondsLeft());
    pass(Duration.ofNanos(1));
    assertEquals(10_000, deadline.millisLeft());
    pass(Duration.ofSeconds(9));
    assertEquals(1_000, deadline.millisLeft());
    assertEquals(1, deadline.secondsLeft());
  }

  @Test
  void nothing_is_left_of_one_that_is_over() {
    pass(Duration.ofMillis(9_999));
    assertFalse(deadline.isOver());
    pass(Duration.ofMillis(1));
    assertTrue(deadline.isOver());
    pass(Duration.ofDays(1));
    assertTrue(deadline.isOver());
    assertEquals(0, deadline.millisLeft());
    assertEquals(1, deadline.secondsLeft(), "for PostgreSQL, 0 would be for ever");
  }

  @Test
  void a_hurried_part_of_a_call_has_no_more_time_than_the_call() {
    assertEquals(3_000, deadline.within(Duration.ofSeconds(3)).millisLeft());
    pass(Duration.ofSeconds(8));
    assertSame(deadline, deadline.within(Duration.ofSeconds(3)));
  }

  private void pass(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }
}
