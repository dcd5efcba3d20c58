package io.smoothie.activities.wakeup;

import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.WakeUpCall;
import io.smoothie.workflow.OrderEnding;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.temporal.Orders;
import io.smoothie.workflow.temporal.Orders.Delivery;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals the orders to which a robot was assigned, after the commit that assigned it (see {@link
 * Table#waking}). An order that is over is ended in the table and its robot offered at once. A
 * wake-up that cannot be done now is logged and left to the reaper: nothing is ever thrown. Safe
 * for use by several threads.
 */
public final class WakeUps {
  private static final Logger log = LoggerFactory.getLogger(WakeUps.class);

  /** How many wake-ups of one batch may fail before the rest is left to the reaper. */
  static final int MAX_FAILURES = 3;

  private final Table table;
  private final Signaller signaller;

  public WakeUps(Table table, Signaller signaller) {
    this.table = table;
    this.signaller = signaller;
  }

  /**
   * Signals by way of Temporal.
   *
   * @param temporal is checked before an order counts as over
   */
  public WakeUps(Table table, Orders orders, OwnTemporal temporal) {
    this(
        table,
        new Signaller() {
          @Override
          public boolean wakeUp(OrderId order, int claim) {
            boolean isThere = isThere(order, orders.wakeUp(order, claim));
            if (!isThere) {
              temporal.check();
            }
            return isThere;
          }

          @Override
          public Optional<OrderEnding> ending(OrderId order) {
            return orders.outsideEnding(order);
          }
        });
  }

  /**
   * Whether the order is there, as its signal's delivery tells.
   *
   * @throws IllegalStateException when Temporal refuses the signal: the order runs
   */
  public static boolean isThere(OrderId order, Delivery delivery) {
    return switch (delivery) {
      case DELIVERED -> true;
      case NO_SUCH_ORDER -> false;
      case REFUSED ->
          throw new IllegalStateException("Temporal takes no more signals to order " + order);
    };
  }

  /**
   * Signals each order; when an order is over, also the next order that gets its robot.
   *
   * @return those whose signal Temporal has taken
   */
  public Set<WakeUpCall> call(List<WakeUpCall> calls) {
    Deque<WakeUpCall> left = new ArrayDeque<>(calls);
    Table onwards = table.waking(left::addAll);
    Set<WakeUpCall> woken = new HashSet<>();
    int failures = 0;
    while (!left.isEmpty() && failures < MAX_FAILURES) {
      WakeUpCall call = left.remove();
      try {
        if (signaller.wakeUp(call.order(), call.claim())) {
          woken.add(call);
        } else {
          log.info("order {} waited in the queue but is over; its place is given on", call.order());
          OrderEnding ending = signaller.ending(call.order()).orElse(null);
          onwards.claims().releaseEnded(call.order(), call.claim(), ending);
        }
      } catch (RuntimeException e) {
        failures++;
        log.warn(
            "order {} (claim {}) could not be woken now, the reaper will do it: {}",
            call.order(),
            call.claim(),
            String.valueOf(e));
      }
    }
    if (!left.isEmpty()) {
      log.warn("{} more orders are left to the reaper to wake", left.size());
    }
    return woken;
  }

  /** The way to an order's workflow. */
  public interface Signaller {
    /**
     * Tells the order that its claim will now have another result.
     *
     * @return false when there is no such running order
     * @throws RuntimeException when that cannot be known now
     */
    boolean wakeUp(OrderId order, int claim);

    /**
     * How an order ended in which its workflow had no say; empty where that is not known.
     *
     * @throws RuntimeException when that cannot be known now
     */
    default Optional<OrderEnding> ending(OrderId order) {
      return Optional.empty();
    }
  }
}
