package io.smoothie.activities.table;

import io.smoothie.workflow.RobotName;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

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

  /** Gives {@code robot}, if it is free, to the first waiter that may have it. */
  static List<WakeUpCall> offer(Handle handle, RobotName robot, long now) {
    List<Assignment> next =
        ReadableRows.first(
            1,
            limit -> handle.createQuery(FIRST_WAITERS + " " + limit).bind("robot", robot.value()),
            result -> {
              Row row = new Row("waiters", result);
              return new Assignment(
                  row.order("order_id"), row.integer("claim"), robot, row.bigint("started_at"));
            });
    if (next.isEmpty()) {
      return List.of();
    }
    Assignment assignment = next.get(0);
    RobotRows.assign(handle, assignment, now);
    WaiterRows.remove(handle, assignment.order());
    return List.of(new WakeUpCall(assignment.order(), assignment.claim()));
  }

  /** Offers every robot that is free. */
  static List<WakeUpCall> offerAll(Handle handle, long now) {
    List<WakeUpCall> calls = new ArrayList<>();
    for (RobotName robot : RobotRows.free(handle)) {
      calls.addAll(offer(handle, robot, now));
    }
    return calls;
  }
}
