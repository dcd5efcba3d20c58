package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;
import java.time.Duration;
import java.util.Optional;

/** Priorities that an operator has given to orders that waited. */
final class PriorityRows {
  /** An order's longest wait is 365 days, and its making takes a few more. */
  private static final Duration KEPT = Duration.ofDays(400);

  /** The order's priority where it takes its place: what was set, or else its own. */
  static final String PRIORITY =
      """
      COALESCE((SELECT p.priority FROM order_priorities p
                WHERE p.order_id = :order AND p.order_started_at = :started), :priority)
      """;

  private PriorityRows() {}

  /**
   * Gives the order that waits another rank, by the step that its rank has, and remembers the
   * priority; returns whether it waits.
   */
  static boolean set(Transaction tx, OrderId order, int priority) {
    Optional<Long> started =
        tx.query(
                """
                UPDATE waiters SET priority = :priority,
                  own_rank = started_at + (rank - started_at) / priority * :priority
                WHERE order_id = :order RETURNING started_at
                """)
            .bind("order", order)
            .bind("priority", priority)
            .mapTo(Long.class)
            .findOne();
    started.ifPresent(
        start ->
            tx.update(
                    """
                    INSERT INTO order_priorities (order_id, priority, order_started_at, set_at)
                    VALUES (:order, :priority, :started, :now)
                    ON CONFLICT (order_id) DO UPDATE SET priority = excluded.priority,
                      order_started_at = excluded.order_started_at, set_at = excluded.set_at
                    """)
                .bind("order", order)
                .bind("priority", priority)
                .bind("started", start)
                .execute());
    return started.isPresent();
  }

  /** Deletes those of orders that are over, as far as the table still knows that they are. */
  static int deleteOld(Transaction tx) {
    return tx.update(
            """
            DELETE FROM order_priorities WHERE set_at < :old
              OR EXISTS (SELECT 1 FROM attempts a
                         WHERE a.order_id = order_priorities.order_id AND a.outcome = 'succeeded'
                           AND a.order_started_at = order_priorities.order_started_at)
              OR EXISTS (SELECT 1 FROM closed_claims c
                         WHERE c.order_id = order_priorities.order_id AND c.claim = :every)
            """)
        .bind("old", tx.now() - KEPT.toMillis())
        .bind("every", ClosedClaimRows.EVERY)
        .execute();
  }
}
