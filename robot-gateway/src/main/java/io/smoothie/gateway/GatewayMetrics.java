package io.smoothie.gateway;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * What the gateway counts: {@code smoothie.gateway.answers}, {@code .statuses}, {@code .held} and
 * {@code .dropped}; which of its clients is {@code .connected}, and whether it is {@code
 * .listening}.
 */
final class GatewayMetrics {
  /** What became of a message. */
  enum Result {
    /** Signalled to its order. */
    DELIVERED,
    /** It came after its attempt, or its order, had ended otherwise. */
    LATE,
    /** Its attempt had already ended as the message says. */
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

  /** A QoS 0 message was dropped because too many others were pending. */
  void dropped() {
    registry.counter("smoothie.gateway.dropped").increment();
  }

  /** Shows whether a client is connected: 1 or 0. */
  void watch(String client, BooleanSupplier connected) {
    Gauge.builder("smoothie.gateway.connected", () -> connected.getAsBoolean() ? 1 : 0)
        .tag("client", client)
        .register(registry);
  }

  /** Shows whether this gateway hears robots: 1 or 0. */
  void watchListening(BooleanSupplier listening) {
    Gauge.builder("smoothie.gateway.listening", () -> listening.getAsBoolean() ? 1 : 0)
        .register(registry);
  }

  private void count(String name, Result result) {
    registry.counter(name, "result", result.name().toLowerCase(Locale.ROOT)).increment();
  }
}
