package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.mapper.reflect.ColumnName;
import org.jspecify.annotations.Nullable;

/**
 * Attempts that need not be kept any longer. The table cannot tell by itself which orders are over:
 * an order may run for weeks with neither a robot nor a place in the queue, while no worker does.
 */
public final class OldAttempts {
  private final Database database;

  OldAttempts(Database database) {
    this.database = database;
  }

  /** An attempt that has ended. */
  public record OldAttempt(
      @ColumnName("order_id") OrderId order, int claim, @ColumnName("ended_at") Instant ended) {}

  /** Attempts that ended at this time or before need not be kept, if their orders are over. */
  public Instant until(AttemptRetention kept) {
    return database.read(
        handle -> {
          long now = database.now(handle);
          long tooMany =
              handle
                  .createQuery(
                      "SELECT ended_at FROM attempts WHERE ended_at IS NOT NULL"
                          + " ORDER BY ended_at DESC LIMIT 1 OFFSET :most")
                  .bind("most", kept.most())
                  .mapTo(Long.class)
                  .findOne()
                  .orElse(Long.MIN_VALUE);
          long tooOld = now - kept.age().toMillis();
          long lateAnswers = now - AttemptRetention.LEAST_AGE.toMillis();
          return Instant.ofEpochMilli(Math.min(lateAnswers, Math.max(tooOld, tooMany)));
        });
  }

  /**
   * The first {@code most} attempts that ended at {@code until} or before, the earliest first.
   *
   * @param after only those that come after this one, or null
   */
  public List<OldAttempt> page(Instant until, @Nullable OldAttempt after, int most) {
    return database.read(
        handle ->
            ReadableRows.first(
                most,
                limit ->
                    handle
                        .createQuery(
                            """
                        SELECT order_id, claim, ended_at FROM attempts
                        WHERE ended_at <= :until
                          AND (ended_at, order_id, claim) > (:ended, :order, :claim)
                        ORDER BY ended_at, order_id, claim LIMIT :most
                        """)
                        .bind("until", until)
                        .bind(
                            "ended", after == null ? Long.MIN_VALUE : after.ended().toEpochMilli())
                        .bind("order", after == null ? "" : after.order().value())
                        .bind("claim", after == null ? 0 : after.claim())
                        .bind("most", limit),
                OldAttempt.class));
  }

  /**
   * Deletes the attempts of {@code orders} that ended at {@code until} or before. An order that
   * holds a robot or waits keeps them.
   *
   * @return how many
   */
  public int delete(Collection<OrderId> orders, Instant until) {
    if (orders.isEmpty()) {
      return 0;
    }
    return database.write(
        tx ->
            tx.update(
                    """
                    DELETE FROM attempts WHERE order_id IN (<orders>) AND ended_at <= :until
                      AND NOT EXISTS (SELECT 1 FROM robots r WHERE r.order_id = attempts.order_id)
                      AND NOT EXISTS (SELECT 1 FROM waiters w WHERE w.order_id = attempts.order_id)
                    """)
                .bindList("orders", List.copyOf(orders))
                .bind("until", until)
                .execute());
  }
}
