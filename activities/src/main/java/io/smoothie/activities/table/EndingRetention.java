package io.smoothie.activities.table;

import io.smoothie.workflow.Durations;
import java.time.Duration;

/**
 * Which orders' endings are kept: those within {@code age}, and of them the latest {@code most}.
 *
 * @param age at least {@link #LEAST_AGE}
 * @param most at least {@value #LEAST_MOST}
 */
public record EndingRetention(Duration age, int most) {
  /** An order that failed in the night can be redriven in the morning. */
  public static final Duration LEAST_AGE = Duration.ofDays(1);

  /** A list shows so many. */
  public static final int LEAST_MOST = 1_000;

  /**
   * Longer than Temporal servers keep orders, which is up to a month as a rule; a million take
   * about half a gigabyte.
   */
  public static final EndingRetention DEFAULT = new EndingRetention(Duration.ofDays(90), 1_000_000);

  /**
   * @throws IllegalArgumentException when either is too little; says which
   */
  public EndingRetention {
    if (age.compareTo(LEAST_AGE) < 0) {
      throw new IllegalArgumentException(
          "Endings are to be kept for %s, and %s is the least: failed orders are redriven by them"
              .formatted(Durations.format(age), Durations.format(LEAST_AGE)));
    }
    if (most < LEAST_MOST) {
      throw new IllegalArgumentException(
          "%d endings are to be kept, and %d is the least: a list shows so many"
              .formatted(most, LEAST_MOST));
    }
  }
}
