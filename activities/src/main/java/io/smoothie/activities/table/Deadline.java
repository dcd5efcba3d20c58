package io.smoothie.activities.table;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Until when a call of the table may wait: for this process's other writers, for a connection, for
 * the write lock, and for all of them again if it is done once more.
 */
final class Deadline {
  private final LongSupplier nanos;
  private final Duration most;
  private final long end;

  /**
   * @param nanos a clock as {@link System#nanoTime}
   * @param most from now on
   */
  Deadline(LongSupplier nanos, Duration most) {
    this.nanos = nanos;
    this.most = most;
    this.end = nanos.getAsLong() + most.toNanos();
  }

  static Deadline in(Duration most) {
    return new Deadline(System::nanoTime, most);
  }

  /** This one, or one {@code most} from now on: whichever is sooner. */
  Deadline within(Duration most) {
    Deadline other = new Deadline(nanos, most);
    return other.end - end < 0 ? other : this;
  }

  boolean isOver() {
    return nanosLeft() <= 0;
  }

  /** What is left, rounded up to whole milliseconds; 0 once it is over. */
  long millisLeft() {
    return TimeUnit.NANOSECONDS.toMillis(
        Math.max(0, nanosLeft()) + TimeUnit.MILLISECONDS.toNanos(1) - 1);
  }

  /** What is left, rounded up to whole seconds; 1 at least. */
  int secondsLeft() {
    return (int) Math.max(1, (millisLeft() + 999) / 1_000);
  }

  private long nanosLeft() {
    return end - nanos.getAsLong();
  }

  /** How long the call may take in all, in words. */
  @Override
  public String toString() {
    return most.toMillis() % 1_000 == 0 ? most.toSeconds() + " s" : most.toMillis() + " ms";
  }
}
