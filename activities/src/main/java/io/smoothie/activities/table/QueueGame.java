package io.smoothie.activities.table;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.IntStream;

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
  }

  /** When a robot is free, as a group's line of robots has it; it may be at work until later. */
  private record Turn(long freeAt, int robot) {
    static final Comparator<Turn> FIRST =
        Comparator.comparingLong(Turn::freeAt).thenComparingInt(Turn::robot);
  }

  /**
   * How long until a robot is free for the order; empty when none ever is.
   *
   * @param before the groups of the waiters before it, in their order
   */
  static Optional<Duration> play(List<Server> robots, List<Long> before) {
    long[] freeAt = robots.stream().mapToLong(Server::freeAt).toArray();
    // A line of robots for each group: a waiter does not walk past robots that cannot take it.
    Map<Long, PriorityQueue<Turn>> lines = new HashMap<>();
    for (long group : before) {
      PriorityQueue<Turn> line =
          lines.computeIfAbsent(group, served -> line(robots, freeAt, served));
      Turn first = line.poll();
      while (first != null && first.freeAt < freeAt[first.robot]) {
        // It has got an order of another group meanwhile.
        line.add(new Turn(freeAt[first.robot], first.robot));
        first = line.poll();
      }
      if (first != null) {
        freeAt[first.robot] += robots.get(first.robot).takes;
        line.add(new Turn(freeAt[first.robot], first.robot));
      }
    }
    return IntStream.range(0, freeAt.length)
        .filter(robot -> robots.get(robot).wanted)
        .mapToObj(robot -> freeAt[robot])
        .min(Comparator.naturalOrder())
        .map(Duration::ofMillis);
  }

  private static PriorityQueue<Turn> line(List<Server> robots, long[] freeAt, long group) {
    PriorityQueue<Turn> line = new PriorityQueue<>(Turn.FIRST);
    for (int robot = 0; robot < freeAt.length; robot++) {
      if (robots.get(robot).serves(group)) {
        line.add(new Turn(freeAt[robot], robot));
      }
    }
    return line;
  }
}
