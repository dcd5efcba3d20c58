package io.smoothie.cli.orders;

import io.smoothie.activities.table.Robot;
import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.Waiter;
import io.smoothie.cli.show.OrderStatus;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the table has the running orders: with a robot, or in the queue. For an order that the
 * table does not have, the history decides.
 */
record Whereabouts(Map<OrderId, RobotName> holders, Set<OrderId> waiters) {
  static final Whereabouts UNKNOWN = new Whereabouts(Map.of(), Set.of());

  private static final int MOST_WAITERS = 100_000;

  /**
   * @throws io.smoothie.activities.table.TableException when it cannot be read
   */
  static Whereabouts in(Table table) {
    Set<OrderId> waiters = new HashSet<>();
    for (Waiter waiter : table.queue().list(MOST_WAITERS)) {
      waiters.add(waiter.order());
    }
    // Read after the queue: an order that gets a robot in between is in both, not in neither.
    Map<OrderId, RobotName> holders = new HashMap<>();
    for (Robot robot : table.robots().list()) {
      if (robot.order() != null) {
        holders.put(robot.order(), robot.name());
      }
    }
    return new Whereabouts(holders, waiters);
  }

  /** The robot it has, or null. */
  @Nullable RobotName robot(OrderId order) {
    return holders.get(order);
  }

  /** The order that this robot has, or null. */
  @Nullable OrderId heldBy(RobotName robot) {
    return holders.entrySet().stream()
        .filter(holder -> holder.getValue().equals(robot))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  /** Whether it has a robot, or waits for one. */
  boolean has(OrderId order) {
    return holders.containsKey(order) || waiters.contains(order);
  }

  /** How many orders run that have one of {@code statuses}; empty where the table cannot tell. */
  OptionalLong count(Set<OrderStatus> statuses) {
    if (equals(UNKNOWN)
        || !Set.of(OrderStatus.WAITING, OrderStatus.WORKING).containsAll(statuses)) {
      return OptionalLong.empty();
    }
    long waiting = waiters.stream().filter(order -> !holders.containsKey(order)).count();
    return OptionalLong.of(
        (statuses.contains(OrderStatus.WAITING) ? waiting : 0)
            + (statuses.contains(OrderStatus.WORKING) ? holders.size() : 0));
  }

  boolean isWaiting(OrderId order) {
    return waiters.contains(order);
  }

  /** Whether, while it runs, it may have this status. */
  boolean mayBe(OrderStatus status, OrderId order) {
    return switch (status) {
      case WORKING -> holders.containsKey(order) || !waiters.contains(order);
      case SCHEDULED -> !holders.containsKey(order) && !waiters.contains(order);
      case WAITING -> !holders.containsKey(order);
      case MADE, FAILED, CANCELLED -> true;
    };
  }
}
