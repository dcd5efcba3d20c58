package io.smoothie.activities.table;

import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import org.jdbi.v3.core.Handle;

/** The writes to the attempts' rows. */
final class AttemptRows {
  /**
   * A released attempt is not decided: a robot that the reaper released may have been at work after
   * all.
   */
  private static final String NOT_DECIDED = "outcome IN ('working', 'released')";

  private AttemptRows() {}

  static void begin(Handle handle, Assignment assignment, long now) {
    handle
        .createUpdate(
            """
            INSERT INTO attempts (order_id, claim, robot, outcome, started_at, order_started_at)
            VALUES (:order, :claim, :robot, 'working', :now, :started)
            """)
        .bind("order", assignment.order().value())
        .bind("claim", assignment.claim())
        .bind("robot", assignment.robot().value())
        .bind("now", now)
        .bind("started", assignment.started())
        .execute();
  }

  /** The robot is about to be told: only now does its attempt begin. */
  static void restart(Handle handle, OrderId order, int claim, long now) {
    handle
        .createUpdate(
            "UPDATE attempts SET started_at = :now"
                + " WHERE order_id = :order AND claim = :claim AND outcome = 'working'")
        .bind("order", order.value())
        .bind("claim", claim)
        .bind("now", now)
        .execute();
  }

  /**
   * The order is made by this claim's attempt; any other attempt still under way ends as released.
   */
  static void succeed(Handle handle, OrderId order, int claim, RobotName robot, long now) {
    handle
        .createUpdate(
            """
            UPDATE attempts SET ended_at = :now,
              outcome = CASE WHEN claim = :claim AND robot = :robot
                        THEN 'succeeded' ELSE 'released' END
            WHERE order_id = :order AND (outcome = 'working'
              OR (outcome = 'released' AND claim = :claim AND robot = :robot))
            """)
        .bind("order", order.value())
        .bind("claim", claim)
        .bind("robot", robot.value())
        .bind("now", now)
        .execute();
  }

  /** Ends this claim's attempt as the order has decided, unless that was done before. */
  static void decide(
      Handle handle,
      OrderId order,
      int claim,
      RobotName robot,
      AttemptOutcome outcome,
      String reason,
      long now) {
    handle
        .createUpdate(
            "UPDATE attempts SET outcome = :outcome, reason = :reason, ended_at = :now"
                + " WHERE order_id = :order AND claim = :claim AND robot = :robot AND "
                + NOT_DECIDED)
        .bind("outcome", outcome.word())
        .bind("reason", reason)
        .bind("order", order.value())
        .bind("claim", claim)
        .bind("robot", robot.value())
        .bind("now", now)
        .execute();
  }

  /** Ends as released any attempt of the order that is still under way. */
  static void release(Handle handle, OrderId order, long now) {
    handle
        .createUpdate(
            "UPDATE attempts SET outcome = 'released', ended_at = :now"
                + " WHERE order_id = :order AND outcome = 'working'")
        .bind("order", order.value())
        .bind("now", now)
        .execute();
  }
}
