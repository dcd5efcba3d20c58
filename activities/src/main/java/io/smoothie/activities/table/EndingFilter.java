package io.smoothie.activities.table;

import io.smoothie.workflow.OrderOutcome;
import io.smoothie.workflow.RobotName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Which endings are meant; a null, or an empty set, leaves that open.
 *
 * @param robot the robot that had the order last
 * @param placedSince the order was placed then or later
 * @param placedUntil the order was placed before
 * @param endedSince the order ended then or later
 */
public record EndingFilter(
    Set<OrderOutcome> outcomes,
    @Nullable RobotName robot,
    @Nullable String smoothie,
    @Nullable String failureType,
    @Nullable Instant placedSince,
    @Nullable Instant placedUntil,
    @Nullable Instant endedSince) {
  public EndingFilter {
    outcomes = Set.copyOf(outcomes);
  }

  /** The condition that {@link #bind} completes. */
  String where() {
    List<String> conditions = new ArrayList<>(List.of("1 = 1"));
    add(conditions, outcomes.isEmpty() ? null : outcomes, "outcome IN (<outcomes>)");
    add(conditions, robot, "robot = :robot");
    add(conditions, smoothie, "smoothie = :smoothie");
    add(conditions, failureType, "failure_type = :type");
    add(conditions, placedSince, "placed_at >= :placedSince");
    add(conditions, placedUntil, "placed_at < :placedUntil");
    add(conditions, endedSince, "ended_at >= :endedSince");
    return String.join(" AND ", conditions);
  }

  private static void add(List<String> conditions, @Nullable Object value, String condition) {
    if (value != null) {
      conditions.add(condition);
    }
  }

  Query bind(Query query) {
    if (!outcomes.isEmpty()) {
      query.bindList("outcomes", outcomes.stream().map(OrderOutcome::word).toList());
    }
    bind(query, "robot", robot == null ? null : robot.value());
    bind(query, "smoothie", smoothie);
    bind(query, "type", failureType);
    bind(query, "placedSince", placedSince);
    bind(query, "placedUntil", placedUntil);
    bind(query, "endedSince", endedSince);
    return query;
  }

  private static void bind(Query query, String name, @Nullable Object value) {
    if (value != null) {
      query.bind(name, value);
    }
  }
}
