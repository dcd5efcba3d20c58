package io.smoothie.activities.table;

import io.smoothie.workflow.OrderActivities.ClaimRequest;
import io.smoothie.workflow.OrderId;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The queue's rows, as a write transaction sees them. */
final class WaiterRows {
  /**
   * The waiters that have used every robot in the table. Cheap: for most waiters the first robot
   * looked at is unused.
   */
  private static final String STRANDED =
      """
      SELECT w.order_id, w.claim FROM waiters w
      WHERE NOT EXISTS (SELECT 1 FROM robots r WHERE %s)
      ORDER BY w.priority, w.started_at, w.order_id
      """
          .formatted(Eligibility.unused("w.order_id", "r.name"));

  private WaiterRows() {}

  /** Puts the order in the queue; one that stands there keeps its place. */
  static int enqueue(Transaction tx, ClaimRequest request) {
    tx.update(
            """
            INSERT INTO waiters (order_id, claim, priority, started_at, enqueued_at)
            VALUES (:order, :claim, :priority, :started, :now)
            ON CONFLICT (order_id) DO UPDATE SET claim = excluded.claim
            """)
        .bind("order", request.order())
        .bind("claim", request.claim())
        .bind("priority", request.priority())
        .bind("started", request.started())
        .execute();
    return position(tx.handle(), request.order());
  }

  /**
   * The order's place in the queue, from 1; 0 when it does not wait. Counts by index, in three
   * parts: one comparison of all three columns takes twice as long.
   */
  static int position(Handle handle, OrderId order) {
    return handle
        .createQuery(
            """
            SELECT
              (SELECT COUNT(*) FROM waiters w WHERE w.priority < me.priority)
              + (SELECT COUNT(*) FROM waiters w
                 WHERE w.priority = me.priority AND w.started_at < me.started_at)
              + (SELECT COUNT(*) FROM waiters w
                 WHERE w.priority = me.priority AND w.started_at = me.started_at
                   AND w.order_id <= me.order_id)
            FROM waiters me WHERE me.order_id = :order
            """)
        .bind("order", order)
        .mapTo(Integer.class)
        .findOne()
        .orElse(0);
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
