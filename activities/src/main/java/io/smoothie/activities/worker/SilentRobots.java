package io.smoothie.activities.worker;

import io.smoothie.activities.table.Silences.Silent;
import io.smoothie.activities.table.Table;
import io.smoothie.workflow.temporal.Orders;
import io.smoothie.workflow.temporal.Orders.Delivery;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Robots that were not heard for as long as their orders' heartbeats. Each order is signalled once
 * for each silence, and decides for itself: a signal is an event of its history, and it takes only
 * so many. Not thread-safe.
 */
final class SilentRobots {
  /** How many are looked at in one pass; those that wait for their order's decision among them. */
  private static final int MOST = 1_000;

  private static final Logger log = LoggerFactory.getLogger(Reaper.class);

  private final Table table;
  private final Orders orders;

  /** Those whose order Temporal has signalled, or does not run. */
  private final Set<Silent> signalled = new HashSet<>();

  SilentRobots(Table table, Orders orders) {
    this.table = table;
    this.orders = orders;
  }

  /**
   * Signals the orders of robots that have fallen silent.
   *
   * @return how many signals Temporal has taken
   */
  int signal() {
    List<Silent> silent = table.silences().list(MOST);
    signalled.retainAll(Set.copyOf(silent));
    int taken = 0;
    for (Silent robot : silent) {
      if (signalled.contains(robot)) {
        continue;
      }
      if (orders.heartbeatTimeout(robot.order(), robot.robot()) == Delivery.DELIVERED) {
        taken++;
        log.info(
            "Robot {} has not been heard since {}: order {} is told",
            robot.robot(),
            robot.lastWord(),
            robot.order());
      }
      signalled.add(robot);
    }
    return taken;
  }
}
