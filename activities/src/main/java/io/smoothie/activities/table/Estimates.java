package io.smoothie.activities.table;

import io.smoothie.activities.table.MakeTimes.Range;
import io.smoothie.activities.table.QueuePlace.Estimate;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ColumnName;
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
        r.draining = 1 AS draining,
        CASE WHEN r.order_id IS NULL THEN -1
             WHEN COALESCE(now.started_at, r.since) > :now THEN 0
             ELSE :now - COALESCE(now.started_at, r.since) END AS elapsed,
        me.group_id = 0 OR COALESCE(g.present, 0) = 1 AS able,
        (me.group_id = 0 OR g.present IS NOT NULL) AND %s AS eligible
      FROM waiters me CROSS JOIN robots r
      LEFT JOIN robot_groups g ON g.robot = r.name AND g.group_id = me.group_id
      LEFT JOIN attempts now ON now.order_id = r.order_id AND now.claim = r.claim
      WHERE me.order_id = :order
      ORDER BY r.name
      """
          .formatted(Eligibility.unused(":order", "r.name"));

  private Estimates() {}

  /**
   * A robot as the estimate sees it.
   *
   * @param elapsed for how long it has been at its present order, in milliseconds; -1 when it is
   *     free
   * @param able whether it has what the order needs now
   * @param eligible whether the order may have it, once it is able
   */
  record Candidate(
      RobotName name,
      boolean broken,
      boolean connected,
      boolean draining,
      long elapsed,
      boolean able,
      boolean eligible) {
    boolean works() {
      return !broken && connected && !draining;
    }
  }

  record Served(RobotName robot, @ColumnName("group_id") long group) {}

  static QueuePlace place(Handle handle, OrderId order, int position, long now) {
    List<Candidate> robots =
        ReadableRows.all(
            handle.createQuery(ROBOTS).bind("order", order).bind("now", now), Candidate.class);
    List<Candidate> eligible = robots.stream().filter(Candidate::eligible).toList();
    if (eligible.stream().noneMatch(robot -> robot.able && robot.works())) {
      return new QueuePlace(
          position,
          null,
          names(eligible.stream().filter(robot -> robot.broken)),
          names(
              eligible.stream()
                  .filter(robot -> !robot.broken && !robot.draining && !robot.connected)),
          names(eligible.stream().filter(robot -> !robot.broken && robot.draining)),
          names(eligible.stream().filter(Candidate::works)));
    }
    return new QueuePlace(
        position, estimate(handle, order, robots.stream().filter(Candidate::works).toList()));
  }

  private static @Nullable Estimate estimate(Handle handle, OrderId order, List<Candidate> robots) {
    MakeTimes makeTimes = MakeTimes.seen(handle);
    List<Long> before = WaiterRows.groupsBefore(handle, order);
    Map<RobotName, Set<Long>> served = served(handle);
    List<QueueGame.Server> soonest = new ArrayList<>();
    List<QueueGame.Server> latest = new ArrayList<>();
    for (Candidate robot : robots) {
      Optional<Range> known = makeTimes.of(robot.name.value());
      if (known.isEmpty()) {
        return null;
      }
      Range range = known.get();
      boolean serves = robot.able && robot.eligible;
      Set<Long> groups = served.getOrDefault(robot.name, Set.of());
      long left = robot.elapsed < 0 ? 0 : Math.max(0, range.shortest() - robot.elapsed);
      soonest.add(new QueueGame.Server(left, range.shortest(), groups, serves));
      long longest = range.longest() + HAND_OVER_MILLIS;
      // A robot that has worked for longer than it ever took may take any time: it is not counted
      // on.
      if (robot.elapsed <= longest) {
        long most = robot.elapsed < 0 ? 0 : longest - robot.elapsed;
        latest.add(new QueueGame.Server(most, longest, groups, serves));
      }
    }
    Optional<Duration> low = QueueGame.play(soonest, before);
    Optional<Duration> high = QueueGame.play(latest, before);
    return low.isEmpty() || high.isEmpty() ? null : new Estimate(low.get(), high.get());
  }

  private static Map<RobotName, Set<Long>> served(Handle handle) {
    Map<RobotName, Set<Long>> served = new HashMap<>();
    for (Served one :
        ReadableRows.all(
            handle.createQuery("SELECT robot, group_id FROM robot_groups WHERE present = 1"),
            Served.class)) {
      served.computeIfAbsent(one.robot, robot -> new HashSet<>()).add(one.group);
    }
    return served;
  }

  private static List<RobotName> names(Stream<Candidate> robots) {
    return robots.map(Candidate::name).toList();
  }
}
