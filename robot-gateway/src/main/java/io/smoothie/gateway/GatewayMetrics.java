package io.smoothie.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** What the gateway counts, times and shows. Everything counts from 0 on. Thread-safe. */
final class GatewayMetrics implements AutoCloseable {
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

  /** What became of a robot's word of its progress. */
  enum Progress {
    /** It stands in the table. */
    WRITTEN,
    /** The robot has no such attempt now, or a later word of it is in the table. */
    IGNORED,
    /** It is not of the wire's form. */
    REFUSED,
    /** Too many robots' words were not written yet. */
    DROPPED
  }

  private final MeterRegistry registry;
  private final Counter held;
  private final Counter dropped;
  private final Timer recorded;

  /** What shows this gateway's own state, and nothing once it is closed. */
  private final ConcurrentLinkedQueue<Meter> gauges = new ConcurrentLinkedQueue<>();

  GatewayMetrics(MeterRegistry registry) {
    this.registry = registry;
    EnumSet.complementOf(EnumSet.of(Result.APPLIED)).forEach(result -> answers(result));
    List.of(Result.APPLIED, Result.DEAD_LETTER).forEach(result -> statuses(result));
    for (Progress result : Progress.values()) {
      progress(result, 0);
    }
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      deadLetters(reason);
    }
    held =
        Counter.builder("smoothie.gateway.held")
            .description("Times that a message could not be handled, and was to be tried again.")
            .register(registry);
    dropped =
        Counter.builder("smoothie.gateway.dropped")
            .description("Messages of QoS 0 dropped because too many others were pending.")
            .register(registry);
    recorded =
        Timer.builder("smoothie.gateway.answer")
            .description(
                "From an answer's arrival to its being recorded: by Temporal, as late or as a"
                    + " duplicate in the table, or as a dead letter.")
            .publishPercentileHistogram()
            .register(registry);
  }

  void answer(Result result) {
    answers(result).increment();
  }

  void status(Result result) {
    statuses(result).increment();
  }

  void progress(Progress result, int times) {
    counter(
            "smoothie.gateway.progress",
            "Robots' words of their progress, by what became of them.",
            "result",
            result)
        .increment(times);
  }

  void deadLetter(DeadLetterReason reason) {
    deadLetters(reason).increment();
  }

  /** A message could not be handled now, and will be tried again. */
  void held() {
    held.increment();
  }

  /** A QoS 0 message was dropped because too many others were pending. */
  void dropped() {
    dropped.increment();
  }

  /**
   * An answer is recorded.
   *
   * @param arrived when it came, by {@link System#nanoTime}
   */
  void recordedSince(long arrived) {
    recorded.record(Duration.ofNanos(System.nanoTime() - arrived));
  }

  /** Shows whether a client is connected: 1 or 0. */
  void watch(String client, BooleanSupplier connected) {
    gauges.add(
        Gauge.builder("smoothie.gateway.connected", () -> connected.getAsBoolean() ? 1 : 0)
            .description("Whether the gateway's client is connected to the broker: 1 or 0.")
            .tag("client", client)
            .register(registry));
  }

  /**
   * Shows whether this gateway hears robots, and since when.
   *
   * @param since in epoch milliseconds; not asked while it does not hear
   */
  void watchListening(BooleanSupplier listening, LongSupplier since) {
    gauges.add(
        Gauge.builder("smoothie.gateway.listening", () -> listening.getAsBoolean() ? 1 : 0)
            .description("Whether this gateway hears robots: 1 or 0.")
            .register(registry));
    gauges.add(
        Gauge.builder(
                "smoothie.gateway.listening.since.timestamp",
                () -> listening.getAsBoolean() ? since.getAsLong() / 1e3 : 0)
            .description(
                "When it began to hear robots, without a break since; 0 while it does not.")
            .baseUnit("seconds")
            .register(registry));
  }

  /** Shows how many answers have come and are not acknowledged yet. */
  void watchPending(IntSupplier answers) {
    gauges.add(
        Gauge.builder("smoothie.gateway.answers.pending", answers::getAsInt)
            .description("Answers that have come and are not acknowledged yet, held ones included.")
            .register(registry));
  }

  /** Shows this gateway no more. */
  @Override
  public void close() {
    gauges.forEach(registry::remove);
  }

  private Counter answers(Result result) {
    return counter(
        "smoothie.gateway.answers", "Robots' answers, by what became of them.", "result", result);
  }

  private Counter statuses(Result result) {
    return counter(
        "smoothie.gateway.statuses", "Robots' statuses, by what became of them.", "result", result);
  }

  private Counter deadLetters(DeadLetterReason reason) {
    return counter("smoothie.gateway.dead.letters", "Dead letters, by reason.", "reason", reason);
  }

  private Counter counter(String name, String description, String tag, Enum<?> value) {
    return Counter.builder(name)
        .description(description)
        .tag(tag, value.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }
}
