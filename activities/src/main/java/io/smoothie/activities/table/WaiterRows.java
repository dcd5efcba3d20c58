package io.smoothie.activities.table;

import io.smoothie.workflow.ClaimRequest;
import io.smoothie.workflow.OrderId;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The queue's rows, as a write transaction sees them. */
final class WaiterRows {
  /**
   * Cheap: for most waiters the first robot looked at is unused. A robot that said that it lost
   * what an order needs is one that the order may wait for.
   */
  private static final String STRANDED =
      """
      SELECT w.order_id, w.claim FROM waiters w
      WHERE CASE WHEN w.group_id = 0 THEN NOT EXISTS (SELECT 1 FROM robots r WHERE %s)
        ELSE NOT EXISTS (SELECT 1 FROM robot_groups g WHERE g.group_id = w.group_id AND %s) END
      ORDER BY w.rank, w.order_id
      """
          .formatted(
              Eligibility.unused("w.order_id", "r.name"),
              Eligibility.unused("w.order_id", "g.robot"));

  private WaiterRows() {}

  /** Puts the order in the queue; one that stands there keeps its place. */
  static int enqueue(Transaction tx, ClaimRequest request, long group, Duration priorityStep) {
    tx.update(
            """
            INSERT INTO waiters (order_id, claim, priority, started_at, enqueued_at, group_id, own_rank)
            SELECT :order, :claim, q.priority, :started, :now, :group, :started + q.priority * :step
            FROM (SELECT %s AS priority) q WHERE 1 = 1
            ON CONFLICT (order_id) DO UPDATE SET claim = excluded.claim, group_id = excluded.group_id
            """
                .formatted(PriorityRows.PRIORITY))
        .bind("order", request.order())
        .bind("claim", request.claim())
        .bind("priority", request.priority())
        .bind("started", request.started())
        .bind("group", group)
        .bind("step", priorityStep.toMillis())
        .execute();
    return position(tx.handle(), request.order());
  }

  /** The order's place in the queue, from 1; 0 when it does not wait. Counts by index. */
  static int position(Handle handle, OrderId order) {
    return handle
        .createQuery(
            """
            SELECT
              (SELECT COUNT(*) FROM waiters w WHERE w.rank < me.rank)
              + (SELECT COUNT(*) FROM waiters w
                 WHERE w.rank = me.rank AND w.order_id <= me.order_id)
            FROM waiters me WHERE me.order_id = :order
            """)
        .bind("order", order)
        .mapTo(Integer.class)
        .findOne()
        .orElse(0);
  }

  /** The groups of the waiters that stand before the order, in their order. */
  static List<Long> groupsBefore(Handle handle, OrderId order) {
    return handle
        .createQuery(
            """
            SELECT w.group_id FROM waiters me JOIN waiters w ON w.rank <= me.rank
            WHERE me.order_id = :order AND (w.rank < me.rank OR w.order_id < me.order_id)
            ORDER BY w.rank, w.order_id
            """)
        .bind("order", order)
        .mapTo(Long.class)
        .list();
  }

  static boolean remove(Transaction tx, OrderId order) {
    return tx.update("DELETE FROM waiters WHERE order_id = :order").bind("order", order).execute()
        > 0;
  }

  static boolean remove(Transaction tx, OrderId order, int claim) {
    return tx.update("DELETE FROM waiters WHERE order_id = :order AND claim = :claim")
            .bind("order", order)
            .bind("claim", claim)
            .execute()
        > 0;
  }

  /** The orders that wait though the table has no robot they may have. */
  static List<WakeUpCall> stranded(Handle handle) {
    return ReadableRows.all(handle.createQuery(STRANDED), WakeUpCall.class);
  }
}
