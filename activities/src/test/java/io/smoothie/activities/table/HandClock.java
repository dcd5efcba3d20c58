package io.smoothie.activities.table;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** A clock that moves only by hand. */
public final class HandClock extends Clock {
  static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  private volatile Instant now;

  public HandClock() {
    this(START);
  }

  private HandClock(Instant start) {
    now = start;
  }

  /**
   * A clock that begins with the machine's time, in whole milliseconds as the table's are:
   * Temporal's own parts know no other.
   */
  public static HandClock atNow() {
    return new HandClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
  }

  public synchronized void pass(Duration duration) {
    now = now.plus(duration);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
