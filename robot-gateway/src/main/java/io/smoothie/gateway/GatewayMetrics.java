package io.smoothie.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/**
 * What the gateway counts: {@code smoothie.gateway.answers}, {@code .statuses} and {@code .held}.
 */
final class GatewayMetrics {
  /** What became of a message. */
  enum Result {
    /** Signalled to its order. */
    DELIVERED,
    /** After its attempt, or its order, had ended otherwise. */
    LATE,
    /** After its attempt had succeeded. */
    DUPLICATE,
    /** A status that is now in the table. */
    APPLIED,
    DEAD_LETTER
  }

  private final MeterRegistry registry;

  GatewayMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void answer(Result result) {
    count("smoothie.gateway.answers", result);
  }

  void status(Result result) {
    count("smoothie.gateway.statuses", result);
  }

  /** A message could not be handled now, and will be tried again. */
  void held() {
    registry.counter("smoothie.gateway.held").increment();
  }

  private void count(String name, Result result) {
    registry.counter(name, "result", result.name().toLowerCase(Locale.ROOT)).increment();
  }
}
