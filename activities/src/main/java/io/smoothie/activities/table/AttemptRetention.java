package io.smoothie.activities.table;

import io.smoothie.workflow.Durations;
import java.time.Duration;

/**
 * Which attempts of orders that are over are kept: those that ended within {@code age}, and of them
 * the latest {@code most}. Attempts of orders that run are kept in any case.
 *
 * @param age at least {@link #LEAST_AGE}
 * @param most at least {@value #LEAST_MOST}
 */
public record AttemptRetention(Duration age, int most) {
  /**
   * Attempts that ended later than that are kept, however many they are: answers may still come for
   * them, and a call of theirs that stalled is known by them to be an old one; as long as {@link
   * ClosedClaimRows} does it for claims without an attempt.
   */
  public static final Duration LEAST_AGE = Duration.ofDays(1);

  /** Estimates for orders in the queue read the latest few hundred. */
  public static final int LEAST_MOST = 1_000;

  /**
   * As long as dead letters are kept, and as many as the table's statements were measured with (1.1
   * million).
   */
  public static final AttemptRetention DEFAULT =
      new AttemptRetention(Duration.ofDays(30), 1_000_000);

  /**
   * @throws IllegalArgumentException when either is too little; says which
   */
  public AttemptRetention {
    if (age.compareTo(LEAST_AGE) < 0) {
      throw new IllegalArgumentException(
          "Attempts are to be kept for %s, and %s is the least: later answers belong to them"
              .formatted(Durations.format(age), Durations.format(LEAST_AGE)));
    }
    if (most < LEAST_MOST) {
      throw new IllegalArgumentException(
          "%d attempts are to be kept, and %d is the least: estimates are made of them"
              .formatted(most, LEAST_MOST));
    }
  }
}
