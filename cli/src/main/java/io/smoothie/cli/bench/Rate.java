package io.smoothie.cli.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many were done in which time, and what processor time that took; sums up. */
final class Rate {
  private int done;
  private Duration took = Duration.ZERO;
  private final Map<String, Duration> processors = new LinkedHashMap<>();

  void add(int more, Duration time, Map<String, Duration> processorTimes) {
    done += more;
    took = took.plus(time);
    processorTimes.forEach((name, used) -> processors.merge(name, used, Duration::plus));
  }

  double perSecond() {
    return rounded(done / (took.toNanos() / 1e9), 10);
  }

  /** Seconds of each process, for one. */
  Map<String, Double> processorSeconds() {
    Map<String, Double> each = new LinkedHashMap<>();
    processors.forEach((name, used) -> each.put(name, rounded(used.toNanos() / 1e9 / done, 1e5)));
    return each;
  }

  static double rounded(double value, double steps) {
    return Math.round(value * steps) / steps;
  }
}
