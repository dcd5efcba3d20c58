package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;
import java.time.Duration;
import org.jdbi.v3.core.Handle;

/**
 * Remembers claims that ended without an attempt, by leaving the queue or by the order's end: a
 * call that stalled must not queue again for them.
 */
final class ClosedClaims {
  static final int EVERY = Integer.MAX_VALUE;

  /** No call stalls for longer: activities have their timeouts. */
  private static final Duration KEPT = Duration.ofDays(1);

  private ClosedClaims() {}

  /** Closes every claim of the order up to {@code claim}. */
  static void close(Handle handle, OrderId order, int claim, long now) {
    handle
        .createUpdate(
            """
            INSERT INTO closed_claims (order_id, claim, closed_at) VALUES (:order, :claim, :now)
            ON CONFLICT (order_id) DO UPDATE SET
              claim = CASE WHEN closed_claims.claim > excluded.claim
                      THEN closed_claims.claim ELSE excluded.claim END,
              closed_at = excluded.closed_at
            """)
        .bind("order", order.value())
        .bind("claim", claim)
        .bind("now", now)
        .execute();
    handle
        .createUpdate("DELETE FROM closed_claims WHERE closed_at < :old")
        .bind("old", now - KEPT.toMillis())
        .execute();
  }
}
