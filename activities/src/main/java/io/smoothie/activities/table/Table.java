package io.smoothie.activities.table;

import java.time.Clock;

/**
 * The robots' table. One per process; safe for use by several threads, and by several processes on
 * one database.
 *
 * <p>Everything that goes wrong with the database, here or in any part of the table, is a {@link
 * TableException}.
 */
public final class Table implements AutoCloseable {
  private final Dialect dialect;
  private final Database database;
  private final Clock clock;

  private Table(Dialect dialect, Clock clock) {
    this.dialect = dialect;
    this.database = new Database(dialect);
    this.clock = clock;
  }

  /** Opens {@code jdbcUrl} on the system's clock; see {@link #open(String, Clock)}. */
  public static Table open(String jdbcUrl) {
    return open(jdbcUrl, Clock.systemUTC());
  }

  /**
   * Opens the database, which is made or brought to this version's schema when it is not. Several
   * processes may do so at once.
   *
   * @param jdbcUrl {@code jdbc:sqlite:FILE}
   * @throws TableException when that cannot be done
   */
  public static Table open(String jdbcUrl, Clock clock) {
    return open(new Sqlite(SqliteUrl.parse(jdbcUrl)), clock);
  }

  static Table open(Dialect dialect, Clock clock) {
    dialect.prepare();
    new Schema(dialect).bringUpToDate();
    return new Table(dialect, clock);
  }

  /**
   * Says which Temporal namespace this process works in. The first is remembered.
   *
   * @throws TableException when the table belongs to another
   */
  public void belongTo(String temporalNamespace) {
    String owner = new Settings(database).namespace(temporalNamespace);
    if (!owner.equals(temporalNamespace)) {
      throw new TableException(
          "The database %s belongs to the Temporal namespace \"%s\", and this process uses \"%s\": use that namespace or another database"
              .formatted(dialect.shown(), owner, temporalNamespace));
    }
  }

  public Claims claims() {
    return new Claims(database, clock);
  }

  public Robots robots() {
    return new Robots(database, clock);
  }

  public Queue queue() {
    return new Queue(database, clock);
  }

  public Attempts attempts() {
    return new Attempts(database);
  }

  public DeadLetters deadLetters() {
    return new DeadLetters(database, clock);
  }

  public Gateways gateways() {
    return new Gateways(database, clock);
  }

  public Leases leases() {
    return new Leases(database, clock);
  }

  Database database() {
    return database;
  }

  /** Closes every connection. */
  @Override
  public void close() {
    database.close();
  }
}
