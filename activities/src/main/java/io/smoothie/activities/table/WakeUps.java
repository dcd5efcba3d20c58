package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals the orders that were given a robot, after the commit that gave it. An order that is gone
 * is ended in the table and its robot offered on, at once. What cannot be done now is logged and
 * left to the reaper: nothing is ever thrown. Safe for use by several threads.
 */
public final class WakeUps {
  private static final Logger log = LoggerFactory.getLogger(WakeUps.class);

  /** So many calls of one batch may fail before the rest is left to the reaper. */
  static final int MAX_FAILURES = 3;

  private final Table table;
  private final Signaller signaller;

  public WakeUps(Table table, Signaller signaller) {
    this.table = table;
    this.signaller = signaller;
  }

  /** Signals each order, and whoever gets the robot of one that is gone. */
  public void call(List<WakeUpCall> calls) {
    Deque<WakeUpCall> left = new ArrayDeque<>(calls);
    int failures = 0;
    while (!left.isEmpty() && failures < MAX_FAILURES) {
      WakeUpCall call = left.remove();
      try {
        if (!signaller.wakeUp(call.order(), call.claim())) {
          log.info("order {} waited in the queue but is over; its place is given on", call.order());
          left.addAll(table.claims().end(call.order()));
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
  }

  /** The way to an order's workflow. */
  public interface Signaller {
    /**
     * Says to the order that its claim will now find something else.
     *
     * @return false when there is no such running order
     * @throws RuntimeException when that cannot be known now
     */
    boolean wakeUp(OrderId order, int claim);
  }
}
