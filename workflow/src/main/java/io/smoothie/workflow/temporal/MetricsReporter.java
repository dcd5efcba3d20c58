package io.smoothie.workflow.temporal;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.util.Duration;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.smoothie.workflow.OrderMetric;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import io.temporal.serviceclient.MetricsTag;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reports the SDK's metrics to Micrometer's global registry, and those of orders with their
 * descriptions. The SDK's own reporter closes the registry with itself, and later counts would be
 * lost.
 */
final class MetricsReporter extends MicrometerClientStatsReporter {
  private MetricsReporter() {
    super(Metrics.globalRegistry);
  }

  static Scope scope() {
    return new RootScopeBuilder()
        .reporter(new MetricsReporter())
        .reportEvery(Duration.ofSeconds(1));
  }

  @Override
  public void reportCounter(String name, @Nullable Map<String, String> tags, long value) {
    OrderMetric.named(name)
        .ifPresentOrElse(
            ours -> ours.counter(tags(tags), Metrics.globalRegistry).increment((double) value),
            () -> super.reportCounter(name, tags, value));
  }

  @Override
  public void reportTimer(String name, @Nullable Map<String, String> tags, Duration interval) {
    OrderMetric.named(name)
        .ifPresentOrElse(
            ours ->
                ours.timer(tags(tags), Metrics.globalRegistry)
                    .record(interval.getNanos(), TimeUnit.NANOSECONDS),
            () -> super.reportTimer(name, tags, interval));
  }

  /** Without those that the SDK sets to "none" wherever they have no meaning. */
  private static Tags tags(@Nullable Map<String, String> tags) {
    return tags == null
        ? Tags.empty()
        : Tags.of(
            tags.entrySet().stream()
                .filter(tag -> !tag.getValue().equals(MetricsTag.DEFAULT_VALUE))
                .map(tag -> Tag.of(tag.getKey(), tag.getValue()))
                .toList());
  }

  @Override
  public void close() {}
}
