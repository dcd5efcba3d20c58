package io.smoothie.cli.bench;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How long something took, of {@code count} times.
 *
 * @param p50 as many took less as took more, in seconds
 * @param p99 one in a hundred took longer, in seconds
 */
record LegTime(long count, double p50, double p99) {
  /** Of times in nanoseconds; at least one. */
  static LegTime of(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new LegTime(sorted.length, at(sorted, 0.5), at(sorted, 0.99));
  }

  private static double at(long[] sorted, double share) {
    return seconds((double) sorted[(int) Math.ceil(share * sorted.length) - 1]);
  }

  /** To the tenth of a millisecond: a timer's percentiles are no more exact. */
  static double seconds(double nanos) {
    return Math.round(nanos / TimeUnit.MICROSECONDS.toNanos(100)) / 1e4;
  }
}
