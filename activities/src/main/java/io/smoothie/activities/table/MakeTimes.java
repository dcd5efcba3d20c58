package io.smoothie.activities.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** How long each robot has taken lately, from being told to its order being finished. */
final class MakeTimes {
  /** How many of the whole fleet's latest successes are read; an index has them in this order. */
  private static final int LOOKED_AT = 200;

  /**
   * How many of one robot's latest times count: older times say nothing about its present speed.
   */
  private static final int OF_ONE_ROBOT = 5;

  /** How many of the fleet's latest times count for a robot that has none of its own. */
  private static final int OF_THE_FLEET = 20;

  private final Map<String, Range> byRobot = new HashMap<>();
  private final Optional<Range> fleet;

  /** The shortest and the longest, in milliseconds. */
  record Range(long shortest, long longest) {
    private static Optional<Range> of(List<Long> millis) {
      return millis.isEmpty()
          ? Optional.empty()
          : Optional.of(new Range(Collections.min(millis), Collections.max(millis)));
    }
  }

  record Make(String robot, long millis) {}

  private MakeTimes(List<Make> latestFirst) {
    Map<String, List<Long>> times = new HashMap<>();
    for (Make make : latestFirst) {
      List<Long> own = times.computeIfAbsent(make.robot, robot -> new ArrayList<>());
      if (own.size() < OF_ONE_ROBOT) {
        own.add(make.millis);
      }
    }
    times.forEach((robot, own) -> Range.of(own).ifPresent(range -> byRobot.put(robot, range)));
    fleet = Range.of(latestFirst.stream().limit(OF_THE_FLEET).map(Make::millis).toList());
  }

  static MakeTimes seen(Handle handle) {
    return new MakeTimes(
        handle
            .createQuery(
                """
                SELECT robot,
                  CASE WHEN ended_at > started_at THEN ended_at - started_at ELSE 0 END AS millis
                FROM attempts WHERE outcome = 'succeeded' ORDER BY ended_at DESC LIMIT
                """
                    + LOOKED_AT)
            .mapTo(Make.class)
            .list());
  }

  /** How long the robot takes; empty when no robot has made anything yet. */
  Optional<Range> of(String robot) {
    return Optional.ofNullable(byRobot.get(robot)).or(() -> fleet);
  }
}
