package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ColumnName;
import org.jdbi.v3.core.statement.Query;

/**
 * The one path by which a free robot is assigned to a waiter: after finish, free, repair, add,
 * coming online, leaving and ending. Runs inside a write transaction, so that no commit leaves a
 * free robot beside a waiter that may have it.
 */
final class Offers {
  /**
   * Of each group that the robot serves the first waiter that has not used the robot, and of these
   * waiters the one of the least rank. Those before that one in its group have all used this robot
   * and wait for another: each of them broke it, and an operator repaired it since. Waiters of
   * other groups are not looked at.
   */
  private static final String FIRST_WAITER =
      """
      SELECT w.order_id, w.claim, w.started_at
      FROM (SELECT 0 AS id UNION ALL
            SELECT group_id FROM robot_groups WHERE robot = :robot AND present = 1) g
      JOIN waiters w ON w.order_id = (
        SELECT x.order_id FROM waiters x WHERE x.group_id = g.id AND %s %s
        ORDER BY x.rank, x.order_id LIMIT 1)
      WHERE EXISTS (SELECT 1 FROM robots r WHERE r.name = :robot AND %s)
      ORDER BY w.rank, w.order_id LIMIT 1
      """;

  private Offers() {}

  /**
   * Every free robot that some waiter may have, by name; a row without a readable name is left out.
   * One statement, however many robots are free.
   */
  static List<RobotName> wanted(Handle handle) {
    return ReadableRows.all(
        handle.createQuery(
            """
            SELECT r.name FROM robots r WHERE %1$s AND (
              EXISTS (SELECT 1 FROM waiters w WHERE w.group_id = 0 AND %2$s)
              OR EXISTS (SELECT 1 FROM robot_groups g JOIN waiters w ON w.group_id = g.group_id
                         WHERE g.robot = r.name AND g.present = 1 AND %2$s))
            ORDER BY r.name
            """
                .formatted(Eligibility.FREE, Eligibility.unusedOneByOne("w.order_id", "r.name"))),
        RobotName.class);
  }

  /**
   * Gives {@code robot}, if it is free, to the first waiter that may have it, and wakes that one;
   * returns whether there is one.
   */
  static boolean offer(Transaction tx, RobotName robot) {
    Optional<Next> first = first(tx.handle(), robot);
    first.ifPresent(
        next -> {
          RobotRows.assign(tx, new Held(next.order, next.claim, robot), next.started);
          WaiterRows.remove(tx, next.order);
          tx.wake(new WakeUpCall(next.order, next.claim));
        });
    return first.isPresent();
  }

  /** The first waiter that may have the robot; empty also when the robot is not free. */
  static Optional<Next> first(Handle handle, RobotName robot) {
    List<String> unreadable = new ArrayList<>();
    while (true) {
      try {
        return query(handle, robot, unreadable).mapTo(Next.class).findOne();
      } catch (BadRowException e) {
        ReadableRows.leftOut(String.valueOf(e.getMessage()));
        unreadable.add(query(handle, robot, unreadable).mapTo(String.class).one());
      }
    }
  }

  /**
   * @param unreadable order IDs that are none, and are passed over
   */
  private static Query query(Handle handle, RobotName robot, List<String> unreadable) {
    String except = unreadable.isEmpty() ? "" : "AND x.order_id NOT IN (<unreadable>)";
    Query query =
        handle
            .createQuery(
                FIRST_WAITER.formatted(
                    Eligibility.unusedOneByOne("x.order_id", ":robot"), except, Eligibility.FREE))
            .bind("robot", robot);
    return unreadable.isEmpty() ? query : query.bindList("unreadable", unreadable);
  }

  /**
   * The waiter whose turn it is.
   *
   * @param started when its workflow started, in epoch milliseconds
   */
  record Next(
      @ColumnName("order_id") OrderId order, int claim, @ColumnName("started_at") long started) {}
}
