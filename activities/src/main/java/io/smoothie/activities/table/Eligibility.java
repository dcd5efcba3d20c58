package io.smoothie.activities.table;

import io.smoothie.workflow.AttemptOutcome;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Which robot an order may have, as SQL conditions. */
final class Eligibility {
  /** The robot is free. Spelt as in the migration, so that the index {@code robots_free} serves. */
  static final String FREE =
      "(r.order_id IS NULL AND r.broken_reason IS NULL AND COALESCE(r.connected, 1) = 1)";

  /** The robot may have heard of the order in this attempt. */
  static final String USES_UP =
      Arrays.stream(AttemptOutcome.values())
          .filter(AttemptOutcome::usesUpTheRobot)
          .map(outcome -> "'" + outcome.word() + "'")
          .collect(Collectors.joining(", ", "a.outcome IN (", ")"));

  private Eligibility() {}

  /** The order has not used the robot; both given as SQL expressions. */
  static String unused(String order, String robot) {
    return "NOT EXISTS (SELECT 1 FROM attempts a WHERE a.order_id = %s AND a.robot = %s AND %s)"
        .formatted(order, robot, USES_UP);
  }
}
