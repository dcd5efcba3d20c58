package io.smoothie.activities.worker;

import io.micrometer.core.instrument.Metrics;
import io.smoothie.activities.table.AttemptRetention;
import io.smoothie.activities.table.EndingRetention;
import io.smoothie.activities.table.Robot;
import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.Waiter;
import io.smoothie.activities.table.WakeUpCall;
import io.smoothie.activities.wakeup.OwnTemporal;
import io.smoothie.activities.wakeup.WakeUps;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.temporal.Orders;
import io.smoothie.workflow.temporal.RunningOrders;
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
 * Releases the robots and the queue places of orders that ended without recording it: terminated
 * orders, and whatever a killed process had begun. Only one worker at a time does this, by a lease
 * in the table. Deletes the attempts and endings that need not be kept, too.
 *
 * <p>From a running order it takes back only a robot that the order has not tried to tell for
 * minutes. Its actions are counted: {@link ReaperAction}. Not thread-safe.
 */
public final class Reaper {
  /** How often a worker looks. */
  public static final Duration INTERVAL = Duration.ofSeconds(10);

  /** Most orders hold a robot for less than this: Temporal is asked only about longer holds. */
  private static final Duration SETTLED = Duration.ofSeconds(5);

  /** How many waiters one pass looks at, from the head of the queue and from the rest each. */
  private static final int WAITERS = 100;

  /** So often in one pass it forgets as many needs that no order has any more. */
  private static final int PAGES_OF_NEEDS = 20;

  /**
   * An order that has had its robot for this long and has not tried to tell it makes no progress.
   */
  static final Duration UNTOLD = Duration.ofMinutes(3);

  private static final Logger log = LoggerFactory.getLogger(Reaper.class);

  private final Table table;
  private final Orders orders;
  private final WokenOnce wakeUps;
  private final OwnTemporal temporal;
  private final LostOrders lost;
  private final SilentRobots silent;
  private final Purges purges;
  private final ShopGauges shop = new ShopGauges(Metrics.globalRegistry);
  private final ReaperLease lease;

  /** The last order visited in the turn through the whole queue; null at its beginning. */
  private @Nullable OrderId lastInTurn;

  /**
   * @param temporal is checked before each order that seems to be over is given up
   * @param attempts which attempts are kept
   * @param endings which endings of orders are kept
   * @param name whose lease it is: unique among processes
   */
  public Reaper(
      Table table,
      Orders orders,
      RunningOrders running,
      WakeUps wakeUps,
      OwnTemporal temporal,
      AttemptRetention attempts,
      EndingRetention endings,
      String name) {
    this.table = table.waking(wakeUps::call);
    this.orders = orders;
    this.wakeUps = new WokenOnce(wakeUps);
    this.temporal = temporal;
    this.lost = new LostOrders(table, running, wakeUps);
    this.silent = new SilentRobots(table, orders);
    this.purges =
        new Purges(
            new AttemptPurge(this.table, orders, temporal, attempts),
            new EndingPurge(this.table, endings));
    this.lease = new ReaperLease(table.leases(), name);
    ReaperAction.countFromZero();
  }

  /**
   * One pass, unless another process holds the lease.
   *
   * @return whether this process held it to the end
   * @throws RuntimeException when the table or Temporal cannot be asked; the next pass goes on
   */
  public boolean run() {
    lease.beginPass();
    wakeUps.beginPass();
    boolean looked =
        lease.isHeld()
            && lookAtSilentRobots()
            && lookAtRobots()
            && lookAtWaiters()
            && lookAtOrders();
    if (looked) {
      wakeUps.endPass();
    }
    if (looked) {
      purges.pass(lease::isHeld);
    }
    return looked && lease.isHeld();
  }

  /** Shows nothing of the shop, which is another's or not known, until a pass finds it again. */
  void hide() {
    shop.hide();
  }

  private boolean lookAtRobots() {
    Set<WakeUpCall> notTold = new HashSet<>();
    Instant now = table.now();
    List<Robot> robots = table.robots().list();
    shop.show(robots, table.queue().lengths(), now);
    for (Robot robot : robots) {
      if (!lease.isHeld()) {
        return false;
      }
      if (robot.order() != null && isSettled(robot.since(), now)) {
        look(robot, robot.order(), now.minus(UNTOLD), notTold);
      }
    }
    wake(notTold, "have not told their robot");
    return true;
  }

  /** First: what else a pass does may take long, and a heartbeat short. */
  private boolean lookAtSilentRobots() {
    int taken = silent.signal();
    if (taken > 0) {
      ReaperAction.HEARTBEAT_TIMEOUT.done(taken);
    }
    return lease.isHeld();
  }

  private boolean lookAtWaiters() {
    int offered = table.queue().offerFreeRobots();
    if (offered > 0) {
      log.info("{} free robots stood beside orders that wait, and are theirs now", offered);
      ReaperAction.OFFERED.done(offered);
    }
    wake(table.queue().stranded(), "wait though no robot is left for them");
    forgetNeeds();
    for (Waiter waiter : waiters()) {
      if (!lease.isHeld()) {
        return false;
      }
      if (isOver(waiter.order())) {
        log.info("Order {} is over and leaves the queue", waiter.order());
        ReaperAction.DROPPED.done(1);
        release(waiter.order(), waiter.claim());
      }
    }
    return true;
  }

  private void forgetNeeds() {
    int forgotten = WAITERS;
    for (int page = 0; page < PAGES_OF_NEEDS && forgotten == WAITERS; page++) {
      forgotten = table.queue().forgetNeeds(WAITERS);
    }
  }

  private boolean lookAtOrders() {
    if (!lease.isHeld()) {
      return false;
    }
    int taken = lost.wake();
    if (taken > 0) {
      ReaperAction.RECONCILED.done(taken);
    }
    return true;
  }

  private void release(OrderId order, int claim) {
    table.claims().releaseEnded(order, claim, orders.outsideEnding(order).orElse(null));
  }

  /** A time in the future comes from clock skew: it is not waited for. */
  private static boolean isSettled(Instant since, Instant now) {
    return since.isBefore(now.minus(SETTLED)) || since.isAfter(now.plus(SETTLED));
  }

  private void look(Robot robot, OrderId order, Instant old, Set<WakeUpCall> notTold) {
    if (isOver(order)) {
      log.info("Order {} is over: {} is free again", order, robot.name());
      ReaperAction.FREED.done(1);
      release(order, robot.claim());
    } else if (!robot.told() && isUntouched(robot, old)) {
      log.warn(
          "Order {} has had {} for {} and has not tried to tell it (are its workflow tasks"
              + " failing?): {} is taken back",
          order,
          robot.name(),
          UNTOLD,
          robot.name());
      ReaperAction.TAKEN_BACK.done(1);
      table.claims().releaseUntold(order, robot.claim(), old);
    } else if (!robot.told()) {
      notTold.add(new WakeUpCall(order, robot.claim()));
    }
  }

  private boolean isOver(OrderId order) {
    if (orders.state(order) == Orders.State.RUNNING) {
      return false;
    }
    temporal.check();
    return true;
  }

  private static boolean isUntouched(Robot robot, Instant old) {
    return robot.since().isBefore(old) && (robot.tried() == null || robot.tried().isBefore(old));
  }

  private void wake(Collection<WakeUpCall> calls, String why) {
    int taken = wakeUps.wake(calls, why);
    if (taken > 0) {
      ReaperAction.WOKEN.done(taken);
    }
  }

  private Set<Waiter> waiters() {
    Set<Waiter> waiters = new LinkedHashSet<>(table.queue().list(WAITERS));
    List<Waiter> turn = table.queue().after(lastInTurn, WAITERS);
    waiters.addAll(turn);
    lastInTurn = turn.size() < WAITERS ? null : turn.get(turn.size() - 1).order();
    return waiters;
  }

  /** How many orders it remembers to have woken. */
  int remembered() {
    return wakeUps.remembered();
  }
}
