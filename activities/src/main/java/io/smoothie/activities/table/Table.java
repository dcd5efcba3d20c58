package io.smoothie.activities.table;

import io.micrometer.core.instrument.MeterRegistry;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.temporal.TemporalNamespace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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

  private Table(Dialect dialect, Database database) {
    this.dialect = dialect;
    this.database = database;
  }

  /** As {@link #open(TableSettings)}, for a URL that says everything. */
  public static Table open(String jdbcUrl) {
    return open(TableSettings.of(jdbcUrl));
  }

  /**
   * Opens the database, on its own clock; makes it, or brings it to this version's schema, if
   * needed. Several processes may do so at once.
   *
   * @throws TableException when that cannot be done
   */
  public static Table open(TableSettings settings) {
    return open(settings.dialect(), null);
  }

  /**
   * Opens the database where that changes nothing: it is there, and has this version's schema or a
   * newer one.
   *
   * @throws TableException when it cannot be read
   */
  public static Optional<Table> openAsItIs(TableSettings settings) {
    Dialect dialect = settings.dialect();
    return new Schema(dialect).isUpToDate()
        ? Optional.of(new Table(dialect, new Database(dialect, null)))
        : Optional.empty();
  }

  /** As {@link #open(String)}, on another clock than the database's: for tests. */
  public static Table open(String jdbcUrl, Clock clock) {
    return open(TableSettings.of(jdbcUrl).dialect(), clock);
  }

  private static Table open(Dialect dialect, @Nullable Clock clock) {
    dialect.prepare();
    new Schema(dialect).bringUpToDate();
    return new Table(dialect, new Database(dialect, clock));
  }

  /**
   * This table for a user that wakes the orders to which it has a robot assigned. Without one they
   * are left to the reaper.
   *
   * @param wakeUps takes the orders to be signalled, on the caller's thread, after the commit of
   *     the call that made it necessary; must not throw
   * @return the same table: closing either closes both
   */
  public Table waking(Consumer<List<WakeUpCall>> wakeUps) {
    return new Table(dialect, database.waking(wakeUps));
  }

  /**
   * This table for a user each of whose calls waits, for other writers and for the database, for
   * {@code patience} instead of the usual 30 seconds, then fails with a sentence. A call can take 3
   * seconds longer where the database does not answer at all.
   *
   * @return the same table: closing either closes both
   */
  public Table eachWithin(Duration patience) {
    return new Table(dialect, database.until(() -> Deadline.in(patience)));
  }

  /** As {@link #eachWithin}, for all calls together, from now on. */
  public Table allWithin(Duration patience) {
    Deadline deadline = Deadline.in(patience);
    return new Table(dialect, database.until(() -> deadline));
  }

  /** With which versions of smoothie this one can share a table, in words. */
  public static String sharedWith() {
    return "table schema %d; versions that know schema %d or a newer one share a table with it"
        .formatted(Schema.VERSION, Schema.OLDEST);
  }

  /**
   * Measures the database from now on: its statements, how long writers wait for each other, and
   * the pool of connections ({@code hikaricp.connections}). Once for a table; commands that a
   * person waits for do without.
   */
  public Table measured(MeterRegistry registry) {
    database.measure(registry);
    return this;
  }

  /** The database's URL, without what may be secret. */
  public String shown() {
    return dialect.url();
  }

  /** Why the database cannot be asked now, in words; empty when it answers. */
  public Optional<String> trouble() {
    try {
      var unused =
          database.read(
              handle ->
                  handle.createQuery("SELECT COUNT(*) FROM leases").mapTo(Integer.class).one());
      return Optional.empty();
    } catch (TableException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** The database's clock, from which every time in the table comes. */
  public Instant now() {
    return database.now();
  }

  /** Which Temporal it belongs to; empty while none has used it. */
  public Optional<TemporalNamespace> owner() {
    return database.read(Settings::owner);
  }

  /**
   * Says which Temporal this process works with. The table remembers the first one, by its
   * namespace's ID. Call this before changing anything in the table because of what that Temporal
   * knows, or does not know.
   *
   * @throws TableException when the table belongs to another: {@link
   *     TableException#isOfAnotherTemporal}
   */
  public void belongTo(TemporalNamespace namespace) {
    ownership().belongTo(namespace);
  }

  /**
   * Hands the table over to that Temporal, whichever it belonged to: every robot is released, every
   * attempt under way ends as released, and the queue is emptied. Robots stay in the table, and
   * BROKEN robots stay BROKEN.
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
          ReadableRows.all(handle.createQuery(Robots.SELECT), Robot.class, sentences::add);
          ReadableRows.all(
              handle.createQuery("SELECT order_id FROM waiters"), OrderId.class, sentences::add);
          return sentences;
        });
  }

  private Ownership ownership() {
    return new Ownership(database, dialect);
  }

  public Claims claims() {
    return new Claims(database);
  }

  public Robots robots() {
    return new Robots(database);
  }

  public Queue queue() {
    return new Queue(database);
  }

  public Attempts attempts() {
    return new Attempts(database);
  }

  public OldAttempts oldAttempts() {
    return new OldAttempts(database);
  }

  public KeptEndings endings() {
    return new KeptEndings(database);
  }

  public OldEndings oldEndings() {
    return new OldEndings(database);
  }

  public Overview overview() {
    return new Overview(database);
  }

  public DeadLetters deadLetters() {
    return new DeadLetters(database);
  }

  public Gateways gateways() {
    return new Gateways(database);
  }

  public Silences silences() {
    return new Silences(database);
  }

  public Leases leases() {
    return new Leases(database);
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
