package io.smoothie.cli.process;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.time.Duration;
import java.util.stream.DoubleStream;

/**
 * The buckets of our own histograms: from a statement's millisecond to the quarter of an hour that
 * an order may take. Micrometer's own are seventy, and end at 30 s.
 */
final class OwnBuckets implements MeterFilter {
  private static final double[] SECONDS = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900
  };

  private static final DistributionStatisticConfig BUCKETS =
      DistributionStatisticConfig.builder()
          .percentilesHistogram(false)
          .serviceLevelObjectives(
              DoubleStream.of(SECONDS)
                  .map(seconds -> seconds * Duration.ofSeconds(1).toNanos())
                  .toArray())
          .build();

  @Override
  public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
    return id.getName().startsWith("smoothie") && id.getType() == Meter.Type.TIMER
        ? BUCKETS.merge(config)
        : config;
  }
}
