package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ColumnName;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The writes to the robots' rows: assigning, telling, releasing and breaking robots. */
final class RobotRows {
  static final String RELEASE =
      "UPDATE robots SET order_id = NULL, claim = 0, told = 0, tried_at = NULL, since = :now ";

  /** The robot, if that claim holds it; more conditions may follow. */
  private static final String WHERE_HELD =
      "WHERE name = :robot AND order_id = :order AND claim = :claim ";

  private RobotRows() {}

  /** By name; a limit may follow. */
  private static String firstFree(long group) {
    return "SELECT r.name FROM robots r WHERE %s AND %s%s ORDER BY r.name"
        .formatted(
            Eligibility.FREE,
            Eligibility.unused(":order", "r.name"),
            group == GroupRows.ANY ? "" : " AND " + Eligibility.SERVES);
  }

  /** Assigns to the order the first free robot, by name, that serves its group and is unused. */
  static Optional<RobotName> takeFirstFree(Transaction tx, OrderId order, int claim, long group) {
    try {
      return robot(bind(take(tx, order, claim, firstFree(group) + " LIMIT 1"), group));
    } catch (BadRowException e) {
      ReadableRows.leftOut(String.valueOf(e.getMessage()));
      // A robot without a readable name cannot be told: take the next one in this same transaction.
      tx.update(RELEASE + "WHERE order_id = :order").bind("order", order).execute();
      return firstReadable(tx.handle(), order, group)
          .flatMap(robot -> robot(take(tx, order, claim, ":robot").bind("robot", robot)));
    }
  }

  private static Query take(Transaction tx, OrderId order, int claim, String whichRobot) {
    return tx.query(
            """
            UPDATE robots SET order_id = :order, claim = :claim, told = 0, tried_at = NULL, since = :now
            WHERE name = (%s)
            RETURNING name
            """
                .formatted(whichRobot))
        .bind("order", order)
        .bind("claim", claim);
  }

  private static Optional<RobotName> firstReadable(Handle handle, OrderId order, long group) {
    Query free = handle.createQuery(firstFree(group)).bind("order", order);
    return ReadableRows.all(bind(free, group), RobotName.class).stream().findFirst();
  }

  private static Query bind(Query query, long group) {
    return group == GroupRows.ANY ? query : query.bind("group", group);
  }

  /** Assigns a robot to a waiter, which does not know of it yet, and begins the attempt. */
  static void assign(Transaction tx, Held held, long started) {
    tx.update(
            "UPDATE robots SET order_id = :order, claim = :claim, told = 0, tried_at = NULL, since = :now"
                + " WHERE name = :robot")
        .bindMethods(held)
        .execute();
    AttemptRows.begin(tx, held, started);
  }

  /**
   * Counts a try that is about to tell the robot, unless no gateway listens. Only the claim's first
   * try is stopped when the robot has said that it is away: a robot that may have been told keeps
   * its order.
   *
   * @return empty when this claim does not hold the robot, or the robot is away
   */
  static Optional<Try> beginTelling(Transaction tx, Held held) {
    return tx.query(
            """
            UPDATE robots SET told = told + %1$s,
              tried_at = CASE WHEN tried_at >= :now THEN tried_at + 1 ELSE :now END
            %2$s AND (told > 0 OR COALESCE(connected, 1) = 1)
            RETURNING told, tried_at, %1$s AS listened
            """
                .formatted(
                    "CASE WHEN EXISTS (SELECT 1 FROM gateways"
                        + " WHERE last_seen BETWEEN :fresh AND :now) THEN 1 ELSE 0 END",
                    WHERE_HELD))
        .bindMethods(held)
        .bind("fresh", tx.now() - Gateways.FRESH.toMillis())
        .mapTo(Try.class)
        .findOne();
  }

  /**
   * A try to tell a robot.
   *
   * @param told how many tries may have told it, this one among them if it was begun
   * @param tried this try's time in epoch milliseconds, which no other try of the claim has that is
   *     in the table
   * @param begun whether this one may go on, since a gateway listens
   */
  record Try(int told, @ColumnName("tried_at") long tried, @ColumnName("listened") boolean begun) {}

  /**
   * Takes back a try that did not tell the robot, unless that was done before; returns whether no
   * other try may have told it.
   *
   * @param first whether the try is known to be counted; else it is only taken back if it is the
   *     latest one, whose time the row still has
   */
  static boolean undoTelling(Transaction tx, Held held, long tried, boolean first) {
    return tx.query(
            """
            UPDATE robots SET told = told - 1,
              tried_at = CASE WHEN tried_at = :tried THEN tried_at + 1 ELSE tried_at END
            %s AND told > 0 AND (tried_at = :tried OR :first = 1)
            RETURNING told
            """
                .formatted(WHERE_HELD))
        .bindMethods(held)
        .bind("tried", tried)
        .bind("first", first ? 1 : 0)
        .mapTo(Integer.class)
        .findOne()
        .map(told -> told == 0)
        .orElseGet(() -> !isTold(tx.handle(), held.order(), held.claim()));
  }

  /** Releases the robot of a claim that has not told it, nor tried to since {@code old}. */
  static Optional<RobotName> releaseUntold(Transaction tx, OrderId order, int claim, Instant old) {
    return robot(
        tx.query(
                RELEASE
                    + "WHERE order_id = :order AND claim = :claim AND told = 0"
                    + " AND since < :old AND COALESCE(tried_at, since) < :old RETURNING name")
            .bind("order", order)
            .bind("claim", claim)
            .bind("old", old));
  }

  /** Whether this claim holds a robot that may have been told. */
  static boolean isTold(Handle handle, OrderId order, int claim) {
    return handle
            .createQuery(
                "SELECT COUNT(*) FROM robots"
                    + " WHERE order_id = :order AND claim = :claim AND told > 0")
            .bind("order", order)
            .bind("claim", claim)
            .mapTo(Integer.class)
            .one()
        > 0;
  }

  /**
   * Repairs a robot that this very attempt set BROKEN, at its end; returns whether it was so. That
   * it is the robot's latest attempt does not say so by itself: a later one may be purged.
   */
  static boolean putBack(Transaction tx, Held held) {
    return tx.update(
                """
                UPDATE robots SET broken_reason = NULL, since = :now
                WHERE name = :robot AND broken_reason IS NOT NULL AND order_id IS NULL
                  AND (SELECT a.order_id || ' ' || a.claim FROM attempts a
                       WHERE a.robot = :robot
                       ORDER BY a.started_at DESC, a.ended_at DESC NULLS LAST LIMIT 1) = :attempt
                  AND since = (SELECT a.ended_at FROM attempts a
                               WHERE a.order_id = :order AND a.claim = :claim)
                """)
            .bindMethods(held)
            .bind("attempt", held.order() + " " + held.claim())
            .execute()
        > 0;
  }

  /** Releases the robot that the order holds, if any. */
  static Optional<RobotName> release(Transaction tx, OrderId order) {
    return robot(tx.query(RELEASE + "WHERE order_id = :order RETURNING name").bind("order", order));
  }

  /** Releases the robot if this claim holds it. */
  static boolean release(Transaction tx, Held held) {
    return tx.update(RELEASE + WHERE_HELD).bindMethods(held).execute() > 0;
  }

  /**
   * Takes the robot from this claim and sets it broken; returns whether it did, and the robot is
   * connected, as it said last.
   */
  static boolean breakRobot(Transaction tx, Held held, String reason) {
    return tx.query(
            RELEASE
                + ", broken_reason = :reason "
                + WHERE_HELD
                + "RETURNING COALESCE(connected, 0)")
        .bind("reason", reason)
        .bindMethods(held)
        .mapTo(Integer.class)
        .findOne()
        .filter(connected -> connected == 1)
        .isPresent();
  }

  /**
   * Adds a robot, with the presence that it said last, if it ever said one.
   *
   * @param skills those that it has; null: those that it named last
   * @return false when it is in the table already; nothing was done then
   */
  static boolean insert(Transaction tx, RobotName name, @Nullable Skills skills) {
    boolean inserted =
        tx.update(
                    """
                    INSERT INTO robots (name, connected, since)
                    VALUES (:name, (SELECT p.connected FROM presence p WHERE p.robot = :name), :now)
                    ON CONFLICT (name) DO NOTHING
                    """)
                .bind("name", name)
                .execute()
            > 0;
    if (inserted) {
      SkillRows.set(tx, name, skills == null ? PresenceRows.skills(tx.handle(), name) : skills);
    }
    return inserted;
  }

  private static Optional<RobotName> robot(Query query) {
    return query.mapTo(RobotName.class).findOne();
  }
}
