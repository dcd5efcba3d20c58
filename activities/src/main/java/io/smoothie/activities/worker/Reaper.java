package io.smoothie.activities.worker;

import io.micrometer.core.instrument.Metrics;
import io.smoothie.activities.table.Robot;
import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.Waiter;
import io.smoothie.activities.table.WakeUpCall;
import io.smoothie.activities.table.WakeUps;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.temporal.Orders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives back what orders left behind that ended without saying so: terminated ones, and whatever a
 * killed process had begun. One at a time among all workers, by a lease in the table.
 *
 * <p>It never touches what a running order holds. What it did is counted as {@code smoothie.reaper}
 * by {@code action}. Not thread-safe.
 */
public final class Reaper {
  /** How often a worker looks. */
  public static final Duration INTERVAL = Duration.ofSeconds(10);

  private static final Duration LEASE = Duration.ofSeconds(30);

  /** A claim younger than this may belong to an order whose start is not yet to be seen. */
  private static final Duration SETTLED = Duration.ofSeconds(5);

  /** How many waiters one pass looks at, from the head of the queue and from the rest each. */
  private static final int WAITERS = 100;

  private static final Logger log = LoggerFactory.getLogger(Reaper.class);

  private final Table table;
  private final Orders orders;
  private final WakeUps wakeUps;
  private final Clock clock;
  private final String name;

  /** Where the turn through the whole queue has come to; null at its beginning. */
  private @Nullable OrderId lastInTurn;

  /**
   * @param name whose lease it is: unique among processes
   */
  public Reaper(Table table, Orders orders, WakeUps wakeUps, Clock clock, String name) {
    this.table = table;
    this.orders = orders;
    this.wakeUps = wakeUps;
    this.clock = clock;
    this.name = name;
  }

  /**
   * One pass, unless another process holds the lease.
   *
   * @return whether this process held it
   * @throws RuntimeException when the table or Temporal cannot be asked; the next pass goes on
   */
  public boolean run() {
    if (!table.leases().take("reaper", name, LEASE)) {
      return false;
    }
    Instant settled = clock.instant().minus(SETTLED);
    for (Robot robot : table.robots().list()) {
      if (robot.order() != null && robot.since().isBefore(settled)) {
        look(robot, robot.order());
      }
    }
    List<WakeUpCall> offered = table.queue().offerFreeRobots();
    if (!offered.isEmpty()) {
      log.info("{} free robots stood beside orders that wait, and are theirs now", offered.size());
      did("offered", offered.size());
      wakeUps.call(offered);
    }
    List<WakeUpCall> stranded = table.queue().stranded();
    if (!stranded.isEmpty()) {
      log.info("{} orders wait though no robot is left for them: waking them", stranded.size());
      did("woken", stranded.size());
      wakeUps.call(stranded);
    }
    for (OrderId waiter : waiters()) {
      if (orders.state(waiter) != Orders.State.RUNNING) {
        log.info("Order {} is over and leaves the queue", waiter);
        did("dropped", 1);
        wakeUps.call(table.claims().end(waiter));
      }
    }
    return true;
  }

  private void look(Robot robot, OrderId order) {
    if (orders.state(order) != Orders.State.RUNNING) {
      log.info("Order {} is over: {} is free again", order, robot.name());
      did("freed", 1);
      wakeUps.call(table.claims().end(order));
    } else if (!robot.takenUp()) {
      log.info("Order {} has not taken up {}: waking it again", order, robot.name());
      did("woken", 1);
      wakeUps.call(List.of(new WakeUpCall(order, robot.claim())));
    }
  }

  private Set<OrderId> waiters() {
    Set<OrderId> waiters = new LinkedHashSet<>();
    table.queue().heads(WAITERS).forEach(waiter -> waiters.add(waiter.order()));
    List<Waiter> turn = table.queue().after(lastInTurn, WAITERS);
    turn.forEach(waiter -> waiters.add(waiter.order()));
    lastInTurn = turn.size() < WAITERS ? null : turn.get(turn.size() - 1).order();
    return waiters;
  }

  private static void did(String action, int times) {
    Metrics.counter("smoothie.reaper", "action", action).increment(times);
  }
}
