package io.smoothie.activities.table;

import io.smoothie.workflow.temporal.TemporalNamespace;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

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
   * Says which Temporal this process works with. The first is remembered, by its namespace's ID. To
   * be called before anything in the table is changed because of what that Temporal knows, or does
   * not know.
   *
   * @throws TableException when the table belongs to another: {@link
   *     TableException#isOfAnotherTemporal}
   */
  public void belongTo(TemporalNamespace namespace) {
    ownership().belongTo(namespace);
  }

  /**
   * Makes the table that Temporal's, whosever it was: every robot is freed, every attempt under way
   * ends as released, and the queue is emptied. Robots stay, and those that are BROKEN stay so.
   */
  public TakenOver takeOver(TemporalNamespace namespace) {
    return ownership().takeOver(namespace);
  }

  /**
   * A sentence for each robot's and each waiter's row that cannot be read. Everything else goes on
   * without them: such a robot gets no order, such an order no robot.
   */
  public List<String> unreadable() {
    return database.read(
        handle -> {
          List<String> sentences = new ArrayList<>();
          ReadableRows.all(handle.createQuery(Robots.SELECT), Robots::robot, sentences::add);
          ReadableRows.all(
              handle.createQuery("SELECT order_id FROM waiters"),
              result -> new Row("waiters", result).order("order_id"),
              sentences::add);
          return sentences;
        });
  }

  private Ownership ownership() {
    return new Ownership(database, dialect, clock);
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
