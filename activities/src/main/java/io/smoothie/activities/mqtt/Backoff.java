package io.smoothie.activities.mqtt;

import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next try: twice as long each time, up to a maximum. A fifth is left
 * to chance, so that several who wait do not come all at once.
 */
public record Backoff(long firstMillis, long longestMillis) {

  /**
   * The next wait.
   *
   * @param failures how many tries in a row have failed before the one that failed now
   */
  public long millis(int failures) {
    long least = Math.min(longestMillis * 4 / 5, firstMillis << Math.min(failures, 10));
    return least + ThreadLocalRandom.current().nextLong(least / 4 + 1);
  }
}
