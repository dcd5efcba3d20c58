package io.smoothie.gateway;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.temporal.Orders.Delivery;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Tells a Temporal that is away, for which an answer is held, from one that takes everything but
 * the signals to one order: an answer held for ever would hold up every robot's. Thread-safe.
 */
final class HeldSignals {
  private final long mostNanos;
  private final LongSupplier nanoTime;

  /** The first failure of the signal to an order after which Temporal has taken another. */
  private final Map<OrderId, Long> failing = new ConcurrentHashMap<>();

  private volatile long lastTaken;
  private volatile boolean tookAny;

  HeldSignals(Duration most, LongSupplier nanoTime) {
    this.mostNanos = most.toNanos();
    this.nanoTime = nanoTime;
  }

  /**
   * Sends the signal, and throws what it throws, so that it is sent again; but for one that has
   * failed for so long although Temporal has taken others all the while: that one is refused.
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
        // Temporal may be away: how long that lasts is nothing of this order's.
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
