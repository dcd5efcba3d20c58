package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The writes to the robots' rows: assigning, telling, releasing and breaking robots. */
final class RobotRows {
  static final String RELEASE =
      "UPDATE robots SET order_id = NULL, claim = 0, told = 0, tried_at = NULL, since = :now ";

  /** By name; a limit may follow. */
  private static final String FIRST_FREE =
      "SELECT r.name FROM robots r WHERE %s AND %s ORDER BY r.name"
          .formatted(Eligibility.FREE, Eligibility.unused(":order", "r.name"));

  private RobotRows() {}

  /** Assigns to the order the first free robot, by name, that it has not used. */
  static Optional<RobotName> takeFirstFree(Handle handle, OrderId order, int claim, long now) {
    try {
      return robot(take(handle, order, claim, now, FIRST_FREE + " LIMIT 1"));
    } catch (BadRowException e) {
      ReadableRows.leftOut(String.valueOf(e.getMessage()));
      // A robot without a readable name cannot be told: take the next one in this same transaction.
      handle
          .createUpdate(RELEASE + "WHERE order_id = :order")
          .bind("order", order.value())
          .bind("now", now)
          .execute();
      return firstReadable(handle, order)
          .flatMap(
              robot ->
                  robot(take(handle, order, claim, now, ":robot").bind("robot", robot.value())));
    }
  }

  private static Query take(Handle handle, OrderId order, int claim, long now, String whichRobot) {
    return handle
        .createQuery(
            """
            UPDATE robots SET order_id = :order, claim = :claim, told = 0, tried_at = NULL, since = :now
            WHERE name = (%s)
            RETURNING name
            """
                .formatted(whichRobot))
        .bind("order", order.value())
        .bind("claim", claim)
        .bind("now", now);
  }

  private static Optional<RobotName> firstReadable(Handle handle, OrderId order) {
    return ReadableRows.all(
            handle.createQuery(FIRST_FREE).bind("order", order.value()),
            result -> new Row("robots", result).robot("name"))
        .stream()
        .findFirst();
  }

  /** Assigns a robot to a waiter, which does not know of it yet, and begins the attempt. */
  static void assign(Handle handle, Assignment assignment, long now) {
    handle
        .createUpdate(
            "UPDATE robots SET order_id = :order, claim = :claim, told = 0, tried_at = NULL, since = :now"
                + " WHERE name = :robot")
        .bind("order", assignment.order().value())
        .bind("claim", assignment.claim())
        .bind("robot", assignment.robot().value())
        .bind("now", now)
        .execute();
    AttemptRows.begin(handle, assignment, now);
  }

  /**
   * Counts a try that is about to tell the robot, unless no gateway listens. Only the claim's first
   * try is stopped when the robot has said that it is away: a robot that may have been told keeps
   * its order.
   *
   * @return empty when this claim does not hold the robot, or the robot is away
   */
  static Optional<Try> beginTelling(
      Handle handle, OrderId order, int claim, RobotName robot, long now) {
    return handle
        .createQuery(
            """
            UPDATE robots SET tried_at = :now, told = told + %1$s
            WHERE name = :robot AND order_id = :order AND claim = :claim
              AND (told > 0 OR COALESCE(connected, 1) = 1)
            RETURNING told, %1$s AS listened
            """
                .formatted(
                    "CASE WHEN EXISTS (SELECT 1 FROM gateways"
                        + " WHERE last_seen BETWEEN :fresh AND :now) THEN 1 ELSE 0 END"))
        .bind("order", order.value())
        .bind("claim", claim)
        .bind("robot", robot.value())
        .bind("now", now)
        .bind("fresh", now - Gateways.FRESH.toMillis())
        .map((result, context) -> new Try(result.getInt("told"), result.getInt("listened") != 0))
        .findOne();
  }

  /**
   * A try to tell a robot.
   *
   * @param told how many tries may have told it, this one among them if it was begun
   * @param begun whether this one may go on, since a gateway listens
   */
  record Try(int told, boolean begun) {}

  /**
   * Takes back a try that did not tell the robot; returns whether no other try may have told it.
   */
  static boolean undoTelling(Handle handle, OrderId order, int claim, RobotName robot) {
    return handle
        .createQuery(
            "UPDATE robots SET told = told - 1"
                + " WHERE name = :robot AND order_id = :order AND claim = :claim RETURNING told")
        .bind("order", order.value())
        .bind("claim", claim)
        .bind("robot", robot.value())
        .mapTo(Integer.class)
        .findOne()
        .map(told -> told == 0)
        .orElse(true);
  }

  /** Releases the robot of a claim that has not told it, nor tried to since {@code old}. */
  static Optional<RobotName> releaseUntold(
      Handle handle, OrderId order, int claim, long old, long now) {
    return robot(
        handle
            .createQuery(
                RELEASE
                    + "WHERE order_id = :order AND claim = :claim AND told = 0"
                    + " AND since < :old AND COALESCE(tried_at, since) < :old RETURNING name")
            .bind("order", order.value())
            .bind("claim", claim)
            .bind("old", old)
            .bind("now", now));
  }

  /** Whether this claim holds a robot that may have been told. */
  static boolean isTold(Handle handle, OrderId order, int claim) {
    return handle
            .createQuery(
                "SELECT COUNT(*) FROM robots"
                    + " WHERE order_id = :order AND claim = :claim AND told > 0")
            .bind("order", order.value())
            .bind("claim", claim)
            .mapTo(Integer.class)
            .one()
        > 0;
  }

  /** Repairs a robot that this very attempt set BROKEN; returns whether it was so. */
  static boolean putBack(Handle handle, OrderId order, int claim, RobotName robot, long now) {
    return handle
            .createUpdate(
                """
                UPDATE robots SET broken_reason = NULL, since = :now
                WHERE name = :robot AND broken_reason IS NOT NULL AND order_id IS NULL
                  AND (SELECT a.order_id || ' ' || a.claim FROM attempts a
                       WHERE a.robot = :robot
                       ORDER BY a.started_at DESC, a.ended_at DESC NULLS LAST LIMIT 1) = :attempt
                """)
            .bind("robot", robot.value())
            .bind("attempt", order.value() + " " + claim)
            .bind("now", now)
            .execute()
        > 0;
  }

  /** Releases the robot that the order holds, if any. */
  static Optional<RobotName> release(Handle handle, OrderId order, long now) {
    return robot(
        handle
            .createQuery(RELEASE + "WHERE order_id = :order RETURNING name")
            .bind("order", order.value())
            .bind("now", now));
  }

  /** Releases the robot if this claim holds it. */
  static boolean release(Handle handle, OrderId order, int claim, RobotName robot, long now) {
    return handle
            .createUpdate(RELEASE + "WHERE name = :robot AND order_id = :order AND claim = :claim")
            .bind("order", order.value())
            .bind("claim", claim)
            .bind("robot", robot.value())
            .bind("now", now)
            .execute()
        > 0;
  }

  /** Takes the robot from this claim and sets it broken. */
  static void breakRobot(
      Handle handle, OrderId order, int claim, RobotName robot, String reason, long now) {
    handle
        .createUpdate(
            RELEASE
                + ", broken_reason = :reason"
                + " WHERE name = :robot AND order_id = :order AND claim = :claim")
        .bind("reason", reason)
        .bind("order", order.value())
        .bind("claim", claim)
        .bind("robot", robot.value())
        .bind("now", now)
        .execute();
  }

  /** Every free robot, by name; a row without a readable name is left out. */
  static List<RobotName> free(Handle handle) {
    return ReadableRows.all(
        handle.createQuery(
            "SELECT r.name FROM robots r WHERE " + Eligibility.FREE + " ORDER BY r.name"),
        result -> new Row("robots", result).robot("name"));
  }

  private static Optional<RobotName> robot(Query query) {
    return query.map((result, context) -> new Row("robots", result).robot("name")).findOne();
  }
}
