package io.smoothie.activities.table;

import java.time.Instant;

/** Endings that need not be kept any longer. Their orders are over, so nothing depends on them. */
public final class OldEndings {
  private final Database database;

  OldEndings(Database database) {
    this.database = database;
  }

  /** Endings of this time or before need not be kept. */
  public Instant until(EndingRetention kept) {
    return database.read(
        handle -> {
          long tooMany =
              handle
                  .createQuery(
                      "SELECT ended_at FROM endings ORDER BY ended_at DESC LIMIT 1 OFFSET :most")
                  .bind("most", kept.most())
                  .mapTo(Long.class)
                  .findOne()
                  .orElse(Long.MIN_VALUE);
          long tooOld = database.now(handle) - kept.age().toMillis();
          return Instant.ofEpochMilli(Math.max(tooOld, tooMany));
        });
  }

  /**
   * Deletes the first {@code most} endings of {@code until} or before, in a transaction of its own.
   *
   * @return how many
   */
  public int delete(Instant until, int most) {
    return database.write(
        tx ->
            tx.update(
                    """
                    DELETE FROM endings WHERE order_id IN (
                      SELECT e.order_id FROM endings e WHERE e.ended_at <= :until
                      ORDER BY e.ended_at, e.order_id LIMIT :most)
                    """)
                .bind("until", until)
                .bind("most", most)
                .execute());
  }
}
