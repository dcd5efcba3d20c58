package io.smoothie.activities.table;

import io.smoothie.activities.table.MakeTimes.Range;
import io.smoothie.activities.table.QueuePlace.Estimate;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * How long an order in the queue has to wait: the queue is played twice, once with every robot's
 * shortest time of late and once with its longest.
 */
final class Estimates {
  /** From one order's finish until the next one's robot has been told, at the most. */
  private static final long HAND_OVER_MILLIS = 1_000;

  private static final String ROBOTS =
      """
      SELECT r.name, r.broken_reason IS NOT NULL AS broken, COALESCE(r.connected, 1) AS connected,
        CASE WHEN r.order_id IS NULL THEN -1
             WHEN COALESCE(now.started_at, r.since) > :now THEN 0
             ELSE :now - COALESCE(now.started_at, r.since) END AS elapsed,
        %s AS unused
      FROM robots r
      LEFT JOIN attempts now ON now.order_id = r.order_id AND now.claim = r.claim
      ORDER BY r.name
      """
          .formatted(Eligibility.unused(":order", "r.name"));

  private Estimates() {}

  /**
   * A robot as the estimate sees it.
   *
   * @param elapsed for how long it has been at its present order, in milliseconds; -1 when it is
   *     free
   * @param unused whether the order may have it
   */
  record Candidate(
      RobotName name, boolean broken, boolean connected, long elapsed, boolean unused) {
    boolean serves() {
      return !broken && connected;
    }
  }

  /** A robot that serves, and how long it takes for one order. */
  private record Server(long freeAt, long takes, boolean unused) {}

  static QueuePlace place(Handle handle, OrderId order, int position, long now) {
    List<Candidate> robots = candidates(handle, order, now);
    if (robots.stream().noneMatch(robot -> robot.unused && robot.serves())) {
      return new QueuePlace(
          position,
          null,
          names(robots.stream().filter(robot -> robot.unused && robot.broken).toList()),
          names(robots.stream().filter(robot -> robot.unused && !robot.broken).toList()));
    }
    List<Candidate> serving = robots.stream().filter(Candidate::serves).toList();
    return new QueuePlace(position, estimate(serving, MakeTimes.seen(handle), position));
  }

  private static @Nullable Estimate estimate(
      List<Candidate> robots, MakeTimes makeTimes, int position) {
    List<Server> soonest = new ArrayList<>();
    List<Server> latest = new ArrayList<>();
    for (Candidate robot : robots) {
      Optional<Range> known = makeTimes.of(robot.name.value());
      if (known.isEmpty()) {
        return null;
      }
      Range range = known.get();
      long left = robot.elapsed < 0 ? 0 : Math.max(0, range.shortest() - robot.elapsed);
      soonest.add(new Server(left, range.shortest(), robot.unused));
      long longest = range.longest() + HAND_OVER_MILLIS;
      // A robot that has worked for longer than it ever took may take any time: it is not counted
      // on.
      if (robot.elapsed <= longest) {
        long most = robot.elapsed < 0 ? 0 : longest - robot.elapsed;
        latest.add(new Server(most, longest, robot.unused));
      }
    }
    OptionalLong low = play(soonest, position);
    OptionalLong high = play(latest, position);
    return low.isEmpty() || high.isEmpty()
        ? null
        : new Estimate(Duration.ofMillis(low.getAsLong()), Duration.ofMillis(high.getAsLong()));
  }

  /** When a robot is free for the order at {@code position}; empty when none ever is. */
  private static OptionalLong play(List<Server> robots, int position) {
    PriorityQueue<Server> next = new PriorityQueue<>(Comparator.comparingLong(Server::freeAt));
    next.addAll(robots);
    for (int ahead = 1; ahead < position && !next.isEmpty(); ahead++) {
      Server robot = next.remove();
      next.add(new Server(robot.freeAt + robot.takes, robot.takes, robot.unused));
    }
    return next.stream().filter(Server::unused).mapToLong(Server::freeAt).min();
  }

  private static List<Candidate> candidates(Handle handle, OrderId order, long now) {
    return ReadableRows.all(
        handle.createQuery(ROBOTS).bind("order", order).bind("now", now), Candidate.class);
  }

  private static List<RobotName> names(List<Candidate> robots) {
    return robots.stream().map(Candidate::name).toList();
  }
}
