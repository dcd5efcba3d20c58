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
import java.util.Collection;
import java.util.HashSet;
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

  /** Most holds are over by then: Temporal is asked about those that last longer. */
  private static final Duration SETTLED = Duration.ofSeconds(5);

  /**
   * How many waiters one pass looks at, from the head of the queue and from the rest each; and how
   * many of those it wakes that are left without any robot.
   */
  private static final int WAITERS = 100;

  private static final Logger log = LoggerFactory.getLogger(Reaper.class);

  private final Table table;
  private final Orders orders;
  private final WakeUps wakeUps;
  private final Clock clock;
  private final String name;

  /** Where the turn through the whole queue has come to; null at its beginning. */
  private @Nullable OrderId lastInTurn;

  /** Whose signal Temporal has: another one would tell them nothing, and they take only so many. */
  private final Set<WakeUpCall> woken = new HashSet<>();

  private Instant leaseTaken = Instant.EPOCH;

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
   * @return whether this process held it to the end
   * @throws RuntimeException when the table or Temporal cannot be asked; the next pass goes on
   */
  public boolean run() {
    leaseTaken = Instant.EPOCH;
    return holdsLease() && lookAtRobots() && lookAtWaiters();
  }

  /** A pass over a large fleet may take longer than the lease. */
  private boolean holdsLease() {
    Instant now = clock.instant();
    if (now.isBefore(leaseTaken.plus(LEASE.dividedBy(3)))) {
      return true;
    }
    leaseTaken = now;
    return table.leases().take("reaper", name, LEASE);
  }

  private boolean lookAtRobots() {
    Set<WakeUpCall> notTold = new HashSet<>();
    for (Robot robot : table.robots().list()) {
      if (!holdsLease()) {
        return false;
      }
      if (robot.order() != null && isSettled(robot.since())) {
        look(robot, robot.order(), notTold);
      }
    }
    wake(notTold, "have not told their robot");
    return true;
  }

  private boolean lookAtWaiters() {
    List<WakeUpCall> offered = table.queue().offerFreeRobots();
    if (!offered.isEmpty()) {
      log.info("{} free robots stood beside orders that wait, and are theirs now", offered.size());
      did("offered", offered.size());
      wakeUps.call(offered);
    }
    wake(table.queue().stranded(), "wait though no robot is left for them");
    for (Waiter waiter : waiters()) {
      if (!holdsLease()) {
        return false;
      }
      if (orders.state(waiter.order()) != Orders.State.RUNNING) {
        log.info("Order {} is over and leaves the queue", waiter.order());
        did("dropped", 1);
        wakeUps.call(table.claims().abandon(waiter.order(), waiter.claim()));
      }
    }
    return true;
  }

  /** A time to come is of a clock that was wrong: nobody should wait for it. */
  private boolean isSettled(Instant since) {
    Instant now = clock.instant();
    return since.isBefore(now.minus(SETTLED)) || since.isAfter(now.plus(SETTLED));
  }

  private void look(Robot robot, OrderId order, Set<WakeUpCall> notTold) {
    if (orders.state(order) != Orders.State.RUNNING) {
      log.info("Order {} is over: {} is free again", order, robot.name());
      did("freed", 1);
      wakeUps.call(table.claims().abandon(order, robot.claim()));
    } else if (!robot.told()) {
      notTold.add(new WakeUpCall(order, robot.claim()));
    }
  }

  private void wake(Collection<WakeUpCall> calls, String why) {
    List<WakeUpCall> next =
        calls.stream().filter(call -> !woken.contains(call)).limit(WAITERS).toList();
    if (!next.isEmpty()) {
      log.info("{} orders {}: waking them, order {} first", next.size(), why, next.get(0).order());
      Set<WakeUpCall> taken = wakeUps.call(next);
      did("woken", taken.size());
      woken.addAll(taken);
    }
  }

  private Set<Waiter> waiters() {
    Set<Waiter> waiters = new LinkedHashSet<>(table.queue().heads(WAITERS));
    List<Waiter> turn = table.queue().after(lastInTurn, WAITERS);
    waiters.addAll(turn);
    lastInTurn = turn.size() < WAITERS ? null : turn.get(turn.size() - 1).order();
    return waiters;
  }

  private static void did(String action, int times) {
    Metrics.counter("smoothie.reaper", "action", action).increment(times);
  }
}
