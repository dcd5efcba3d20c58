package io.smoothie.workflow;

import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The time an order's making takes; waiting in the queue does not count. */
final class MakingTime {
  private final Instant begun = now();
  private final Duration limit;
  private Duration queued = Duration.ZERO;

  MakingTime(Duration limit) {
    this.limit = limit;
  }

  void queuedSince(Instant then) {
    queued = queued.plus(Duration.between(then, now()));
  }

  boolean isOver() {
    return left().compareTo(Duration.ZERO) <= 0;
  }

  /** What is left of the limit; zero or less when it has passed. */
  Duration left() {
    return limit.minus(Duration.between(begun, now()).minus(queued));
  }

  /** The workflow's time. */
  static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  static String inWords(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS) + " (UTC)";
  }
}
