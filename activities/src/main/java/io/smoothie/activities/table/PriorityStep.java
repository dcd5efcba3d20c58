package io.smoothie.activities.table;

import io.smoothie.workflow.Durations;
import java.time.Duration;

/**
 * By how much longer an order of one priority must have been waited for to be served before an
 * order of the next higher one. Waiters stand by {@code started + priority × step}, which is stored
 * when an order takes its place: nothing that comes later keeps an order waiting for ever, and
 * another step counts for orders that queue from then on.
 */
public final class PriorityStep {
  public static final Duration DEFAULT = Duration.ofHours(1);

  /** Far enough apart for priorities that no order's age ever outweighs. */
  public static final Duration MOST = Duration.ofDays(365);

  private PriorityStep() {}

  /**
   * Returns {@code step}, which goes from 0 (orders are served by their age alone) to {@link
   * #MOST}.
   *
   * @throws IllegalArgumentException when it does not; says so
   */
  public static Duration checked(Duration step) {
    if (step.isNegative() || step.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "the priority step is %s; it goes from 0s to %s"
              .formatted(Durations.format(step), Durations.format(MOST)));
    }
    return step;
  }
}
