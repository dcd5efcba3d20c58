package io.smoothie.cli.bench;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The timers of this process, with exact percentiles where scraped metrics have buckets. */
final class LegTimers {
  private static final DistributionStatisticConfig EXACT =
      DistributionStatisticConfig.builder()
          .percentilesHistogram(false)
          .percentiles(0.5, 0.99)
          .percentilePrecision(2)
          // Of the whole run, not of the last two minutes.
          .expiry(Duration.ofDays(1))
          .bufferLength(1)
          .build();

  private static final class ExactPercentiles implements MeterFilter {
    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
      return id.getName().startsWith("smoothie") && id.getType() == Meter.Type.TIMER
          ? EXACT.merge(config)
          : config;
    }
  }

  private SimpleMeterRegistry registry = registry();

  LegTimers() {
    Metrics.addRegistry(registry);
  }

  private static SimpleMeterRegistry registry() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    registry.config().meterFilter(new ExactPercentiles());
    return registry;
  }

  /** Forgets all times till now. */
  void reset() {
    SimpleMeterRegistry old = registry;
    registry = registry();
    Metrics.addRegistry(registry);
    Metrics.removeRegistry(old);
    old.close();
  }

  /** The times since then, of the legs that this process measures. */
  Map<Leg, LegTime> times() {
    Map<Leg, LegTime> times = new EnumMap<>(Leg.class);
    for (Leg leg : Leg.values()) {
      Timer timer = leg.timer.isEmpty() ? null : registry.find(leg.timer).timer();
      if (timer != null && timer.count() > 0) {
        times.put(leg, time(timer.takeSnapshot()));
      }
    }
    return times;
  }

  private static LegTime time(HistogramSnapshot snapshot) {
    ValueAtPercentile[] values = snapshot.percentileValues();
    return new LegTime(
        snapshot.count(),
        LegTime.seconds(values[0].value(TimeUnit.NANOSECONDS)),
        LegTime.seconds(values[1].value(TimeUnit.NANOSECONDS)));
  }
}
