package io.smoothie.activities.table;

import java.time.Clock;
import java.time.Duration;

/**
 * Who does what only one may do at a time. Trusts the clocks of its holders to agree roughly; a
 * lease that ends later than one taken now could is of a clock that was wrong, and is no hindrance.
 */
public final class Leases {
  private final Database database;
  private final Clock clock;

  Leases(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Takes or prolongs the lease, for {@code length} from now.
   *
   * @return false when another holder has it
   */
  public boolean take(String name, String holder, Duration length) {
    return database.write(
        handle -> {
          long now = clock.millis();
          return handle
                  .createUpdate(
                      """
                      INSERT INTO leases (name, holder, until) VALUES (:name, :holder, :until)
                      ON CONFLICT (name) DO UPDATE
                        SET holder = excluded.holder, until = excluded.until
                        WHERE leases.holder = excluded.holder OR leases.until <= :now
                          OR leases.until > excluded.until
                      """)
                  .bind("name", name)
                  .bind("holder", holder)
                  .bind("until", now + length.toMillis())
                  .bind("now", now)
                  .execute()
              > 0;
        });
  }
}
