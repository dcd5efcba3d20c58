package io.smoothie.gateway;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.temporal.Orders.Delivery;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Tells a Temporal that is away, in which case an answer is held, from a Temporal that takes all
 * signals but those to one order: an answer held for ever would hold up every robot's answers.
 * Thread-safe.
 */
final class HeldSignals {
  private final long mostNanos;
  private final LongSupplier nanoTime;

  /** When the signal to an order began to fail while Temporal took the signals to others. */
  private final Map<OrderId, Long> failing = new ConcurrentHashMap<>();

  private volatile long lastTaken;
  private volatile boolean tookAny;

  HeldSignals(Duration most, LongSupplier nanoTime) {
    this.mostNanos = most.toNanos();
    this.nanoTime = nanoTime;
  }

  /**
   * Sends the signal, and throws its exception, so that it is sent again. A signal that fails for
   * the given time although Temporal takes others all the while is refused instead.
   */
  Delivery unlessRefusedForEver(OrderId order, Supplier<Delivery> signal) {
    try {
      Delivery delivery = signal.get();
      failing.remove(order);
      lastTaken = nanoTime.getAsLong();
      tookAny = true;
      return delivery;
    } catch (RuntimeException e) {
      long now = nanoTime.getAsLong();
      if (!tookAny || now - lastTaken >= mostNanos) {
        // Temporal may be away: that time does not count against this order.
        failing.put(order, now);
        throw e;
      }
      if (now - failing.computeIfAbsent(order, first -> now) < mostNanos) {
        throw e;
      }
      failing.remove(order);
      return Delivery.REFUSED;
    }
  }
}
