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
    return Duration.between(begun, now()).minus(queued).compareTo(limit) >= 0;
  }

  /** The workflow's time. */
  static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  static String inWords(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS) + " (UTC)";
  }
}
