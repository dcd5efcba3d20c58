package io.smoothie.activities.table;

import io.smoothie.workflow.AttemptOutcome;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Which robot an order may have, as SQL conditions. */
final class Eligibility {
  /** The robot is free. Spelt as in the migration, so that the index {@code robots_free} serves. */
  static final String FREE =
      "(r.order_id IS NULL AND r.broken_reason IS NULL AND COALESCE(r.connected, 1) = 1"
          + " AND r.draining = 0)";

  /** The robot may have heard of the order in this attempt. */
  static final String USES_UP =
      Arrays.stream(AttemptOutcome.values())
          .filter(AttemptOutcome::usesUpTheRobot)
          .map(outcome -> "'" + outcome.word() + "'")
          .collect(Collectors.joining(", ", "a.outcome IN (", ")"));

  /** The robot {@code r} has what the waiters of {@code :group} need, now. */
  static final String SERVES =
      "EXISTS (SELECT 1 FROM robot_groups g"
          + " WHERE g.robot = r.name AND g.group_id = :group AND g.present = 1)";

  private Eligibility() {}

  /** The order has not used the robot; both given as SQL expressions. */
  static String unused(String order, String robot) {
    return unused(order, robot, "");
  }

  /**
   * As {@link #unused}, looked up for each order by itself. PostgreSQL would join otherwise, and
   * where it thinks that the robot has few attempts, compare each of them with each order.
   */
  static String unusedOneByOne(String order, String robot) {
    return unused(order, robot, " LIMIT 1 OFFSET 0");
  }

  private static String unused(String order, String robot, String limit) {
    return "NOT EXISTS (SELECT 1 FROM attempts a WHERE a.order_id = %s AND a.robot = %s AND %s%s)"
        .formatted(order, robot, USES_UP, limit);
  }
}
