package io.smoothie.workflow;

import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The time an order's making takes: a clock that stands still while the order is in the queue. */
final class MakingTime {
  private final Instant begun = now();
  private final Duration limit;
  private Duration queued = Duration.ZERO;

  /** Since when it stands still; null while it runs. */
  private @Nullable Instant still;

  MakingTime(Duration limit) {
    this.limit = limit;
  }

  void standStill() {
    still = now();
  }

  /**
   * Runs again.
   *
   * @return how long it has stood still
   */
  Duration goOn() {
    Instant until = now();
    Duration stood = still == null ? Duration.ZERO : Duration.between(still, until);
    still = null;
    queued = queued.plus(stood);
    return stood;
  }

  boolean isOver() {
    return left().compareTo(Duration.ZERO) <= 0;
  }

  /** The rest of the limit; zero or less when it has passed. */
  Duration left() {
    Instant upTo = still == null ? now() : still;
    return limit.minus(Duration.between(begun, upTo).minus(queued));
  }

  /** The workflow's time. */
  static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  static String inWords(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS) + " (UTC)";
  }
}
