package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;
import java.time.Duration;

/**
 * Remembers claims that ended without an attempt, by leaving the queue or by the order's end: a
 * call that stalled must not queue again for them.
 */
final class ClosedClaimRows {
  static final int EVERY = Integer.MAX_VALUE;

  /** No call is expected to stall for longer than this. */
  private static final Duration KEPT = Duration.ofDays(1);

  /** More than clocks differ. */
  private static final Duration SKEW = Duration.ofHours(1);

  private ClosedClaimRows() {}

  /**
   * Closes every claim of the order up to {@code claim}.
   *
   * @param started when the order's workflow started, or was due: one that ended long before it was
   *     due has claimed nothing, and must not shut out the next of its ID, which may be due earlier
   */
  static void close(Transaction tx, OrderId order, int claim, long started) {
    tx.update(
            """
            INSERT INTO closed_claims (order_id, claim, order_started_at, closed_at)
            VALUES (:order, :claim, :started, :now)
            ON CONFLICT (order_id) DO UPDATE SET
              claim = CASE WHEN closed_claims.claim > excluded.claim
                      THEN closed_claims.claim ELSE excluded.claim END,
              order_started_at = excluded.order_started_at,
              closed_at = excluded.closed_at
            """)
        .bind("order", order)
        .bind("claim", claim)
        .bind("started", started > tx.now() + SKEW.toMillis() ? tx.now() : started)
        .execute();
    tx.update("DELETE FROM closed_claims WHERE closed_at < :old")
        .bind("old", tx.now() - KEPT.toMillis())
        .execute();
  }
}
