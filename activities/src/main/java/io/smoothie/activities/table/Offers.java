package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.util.List;
import org.jdbi.v3.core.mapper.reflect.ColumnName;

/**
 * The one path by which a free robot is assigned to a waiter: after finish, free, repair, add,
 * coming online, leaving and ending. Runs inside a write transaction, so that no commit leaves a
 * free robot beside a waiter that may have it.
 */
final class Offers {
  /**
   * The limit is appended: 1, unless a row cannot be read. Walks the queue in its order and stops
   * at the first waiter that has not used the robot. The waiters before that one have all used this
   * robot and wait for another: each of these waiters broke it, and an operator repaired it since.
   */
  private static final String FIRST_WAITERS =
      """
      SELECT w.order_id, w.claim, w.started_at FROM waiters w
      WHERE EXISTS (SELECT 1 FROM robots r WHERE r.name = :robot AND %s) AND %s
      ORDER BY w.priority, w.started_at, w.order_id LIMIT
      """
          .formatted(Eligibility.FREE, Eligibility.unused("w.order_id", ":robot"));

  private Offers() {}

  /**
   * Gives {@code robot}, if it is free, to the first waiter that may have it, and wakes that one;
   * returns whether there is one.
   */
  static boolean offer(Transaction tx, RobotName robot) {
    List<Next> first =
        ReadableRows.first(
            1, limit -> tx.query(FIRST_WAITERS + " " + limit).bind("robot", robot), Next.class);
    for (Next next : first) {
      RobotRows.assign(tx, new Held(next.order, next.claim, robot), next.started);
      WaiterRows.remove(tx, next.order);
      tx.wake(new WakeUpCall(next.order, next.claim));
    }
    return !first.isEmpty();
  }

  /**
   * The waiter whose turn it is.
   *
   * @param started when its workflow started, in epoch milliseconds
   */
  record Next(
      @ColumnName("order_id") OrderId order, int claim, @ColumnName("started_at") long started) {}

  /** Offers every robot that is free; returns how many were given to a waiter. */
  static int offerAll(Transaction tx) {
    return (int) RobotRows.free(tx.handle()).stream().filter(robot -> offer(tx, robot)).count();
  }
}
