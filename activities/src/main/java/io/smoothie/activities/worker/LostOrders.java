package io.smoothie.activities.worker;

import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.WakeUpCall;
import io.smoothie.activities.wakeup.WakeUps;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.SmoothieOrderWorkflow.WakeUp;
import io.smoothie.workflow.temporal.RunningOrders;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orders that run and have neither a robot nor a place in the table: a power cut may have lost
 * their row. Each is woken, and claims again. Not thread-safe.
 */
final class LostOrders {
  /** Temporal's lists lag behind, and a young order may not have claimed yet. */
  static final Duration SOME_MINUTES = Duration.ofMinutes(3);

  /**
   * The least time between two wake-ups of one order: each is a signal, and an order takes 10,000.
   */
  private static final Duration WOKEN_AGAIN = Duration.ofMinutes(10);

  /** How many running orders are looked for in the table at a time. */
  static final int PAGE = 200;

  private static final Logger log = LoggerFactory.getLogger(LostOrders.class);

  private final Table table;
  private final RunningOrders running;
  private final WakeUps wakeUps;

  /** The orders that are passed over, and until when: those that were woken, or are not due yet. */
  private final Map<OrderId, Instant> passedOver = new HashMap<>();

  LostOrders(Table table, RunningOrders running, WakeUps wakeUps) {
    this.table = table;
    this.running = running;
    this.wakeUps = wakeUps;
  }

  /**
   * Wakes those among the next page of running orders.
   *
   * @return how many wake-ups Temporal has taken
   */
  int wake() {
    Instant now = table.now();
    passedOver.values().removeIf(until -> !until.isAfter(now));
    List<OrderId> page = running.nextPage(now.minus(SOME_MINUTES));
    List<WakeUpCall> lost =
        table.claims().withNothing(page).stream()
            .filter(order -> !passedOver.containsKey(order) && isLongDue(order, now))
            .map(order -> new WakeUpCall(order, WakeUp.ANY_CLAIM))
            .toList();
    if (lost.isEmpty()) {
      return 0;
    }
    log.info(
        "{} orders run and the table has nothing of them: waking them, order {} first",
        lost.size(),
        lost.get(0).order());
    Set<WakeUpCall> taken = wakeUps.call(lost);
    taken.forEach(call -> passedOver.put(call.order(), now.plus(WOKEN_AGAIN)));
    return taken.size();
  }

  /** Temporal's list does not tell of every scheduled order that it is not due yet. */
  private boolean isLongDue(OrderId order, Instant now) {
    Instant from = running.due(order).orElse(now).plus(SOME_MINUTES);
    if (from.isAfter(now)) {
      passedOver.put(order, from);
    }
    return !from.isAfter(now);
  }
}
