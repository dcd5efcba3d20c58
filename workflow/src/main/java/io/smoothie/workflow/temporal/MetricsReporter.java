package io.smoothie.workflow.temporal;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.util.Duration;
import io.micrometer.core.instrument.Metrics;
import io.temporal.common.reporter.MicrometerClientStatsReporter;

/**
 * Reports the SDK's metrics to Micrometer's global registry. The SDK's own reporter closes the
 * registry with itself, and later counts would be lost.
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
  public void close() {}
}
