package io.smoothie.activities.table;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/** The queue played to an order's turn: each waiter before it has the next robot that serves it. */
final class QueueGame {
  private QueueGame() {}

  /**
   * A robot that works.
   *
   * @param freeAt when it is free, in milliseconds from now
   * @param takes how long it takes for one order, in milliseconds
   * @param groups which groups of waiters it serves, beside those who take any robot
   * @param wanted whether the order itself may have it
   */
  record Server(long freeAt, long takes, Set<Long> groups, boolean wanted) {
    boolean serves(long group) {
      return group == GroupRows.ANY || groups.contains(group);
    }

    Server afterOneMore() {
      return new Server(freeAt + takes, takes, groups, wanted);
    }
  }

  /**
   * How long until a robot is free for the order; empty when none ever is.
   *
   * @param before the groups of the waiters before it, in their order
   */
  static Optional<Duration> play(List<Server> robots, List<Long> before) {
    PriorityQueue<Server> next = new PriorityQueue<>(Comparator.comparingLong(Server::freeAt));
    next.addAll(robots);
    for (long group : before) {
      List<Server> others = new ArrayList<>();
      while (!next.isEmpty() && !next.element().serves(group)) {
        others.add(next.remove());
      }
      if (!next.isEmpty()) {
        next.add(next.remove().afterOneMore());
      }
      next.addAll(others);
    }
    return next.stream()
        .filter(Server::wanted)
        .map(Server::freeAt)
        .min(Comparator.naturalOrder())
        .map(Duration::ofMillis);
  }
}
