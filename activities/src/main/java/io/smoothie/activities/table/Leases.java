package io.smoothie.activities.table;

import java.time.Duration;

/**
 * Leases for work that only one process may do at a time. Times are the database's. An expiry
 * beyond now + length comes from clock skew; it is ignored.
 */
public final class Leases {
  private final Database database;

  Leases(Database database) {
    this.database = database;
  }

  /**
   * Takes or prolongs the lease, for {@code length} from now.
   *
   * @return false when another holder has it
   */
  public boolean take(String name, String holder, Duration length) {
    return database.write(
        tx ->
            tx.update(
                        """
                      INSERT INTO leases (name, holder, until) VALUES (:name, :holder, :until)
                      ON CONFLICT (name) DO UPDATE
                        SET holder = excluded.holder, until = excluded.until
                        WHERE leases.holder = excluded.holder OR leases.until <= :now
                          OR leases.until > excluded.until
                      """)
                    .bind("name", name)
                    .bind("holder", holder)
                    .bind("until", tx.now() + length.toMillis())
                    .execute()
                > 0);
  }
}
