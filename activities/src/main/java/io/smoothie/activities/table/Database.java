package io.smoothie.activities.table;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pool of connections and the two ways to use one. Every failure is a TableException. Work that
 * fails for a reason of the database's own, a lost connection or a deadlock, is done once more; but
 * not when its commit had been asked for, since the commit may have been made.
 */
final class Database implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Database.class);
  private static final Duration USUAL = Duration.ofSeconds(30);

  /** With a connection's, well within the time of a try to tell a robot, twice. */
  private static final Duration SOON = Duration.ofSeconds(3);

  private final Dialect dialect;
  private final SqlFailures failures;
  private final @Nullable Clock clock;
  private final HikariDataSource pool;
  private final Jdbi jdbi;

  /**
   * Writers of this process queue here in order of arrival; a database may let them in by chance.
   */
  private final ReentrantLock turn;

  private final TableMetrics metrics;
  private final Consumer<List<WakeUpCall>> wakeUps;

  /** Of each call that begins. */
  private final Supplier<Deadline> deadlines;

  /**
   * One that leaves its wake-ups to the reaper.
   *
   * @param clock instead of the database's, or null
   */
  Database(Dialect dialect, @Nullable Clock clock) {
    this.dialect = dialect;
    this.failures = new SqlFailures(dialect);
    this.clock = clock;
    this.pool = ConnectionPool.of(dialect);
    this.jdbi = Mapping.register(Jdbi.create(pool));
    this.turn = new ReentrantLock(true);
    this.metrics = new TableMetrics();
    this.wakeUps = calls -> log.info("{} orders are left to the reaper to wake", calls.size());
    this.deadlines = () -> Deadline.in(USUAL);
  }

  private Database(
      Database same, Consumer<List<WakeUpCall>> wakeUps, Supplier<Deadline> deadlines) {
    this.dialect = same.dialect;
    this.failures = same.failures;
    this.clock = same.clock;
    this.pool = same.pool;
    this.jdbi = same.jdbi;
    this.turn = same.turn;
    this.metrics = same.metrics;
    this.wakeUps = wakeUps;
    this.deadlines = deadlines;
  }

  /** The same database for a user that takes the wake-ups of its own transactions. */
  Database waking(Consumer<List<WakeUpCall>> wakeUps) {
    return new Database(this, wakeUps, deadlines);
  }

  /** The same database for a user whose calls have other deadlines than the usual 30 seconds. */
  Database until(Supplier<Deadline> deadlines) {
    return new Database(this, wakeUps, deadlines);
  }

  /** See {@link Table#measured}. */
  void measure(MeterRegistry registry) {
    metrics.measure(jdbi, pool, registry);
  }

  Jdbi jdbi() {
    return jdbi;
  }

  /** Runs statements that write nothing; each sees the database as it is then. */
  <T> T read(HandleCallback<T, SQLException> work) {
    return attempt(deadlines.get(), /* tries= */ 2, work);
  }

  /** The database's clock; in whole milliseconds, as every time in the table is. */
  Instant now() {
    return Instant.ofEpochMilli(clock == null ? read(this::now) : clock.millis());
  }

  /** As {@link #now()}, on a connection that is open; in epoch milliseconds. */
  long now(Handle handle) throws SQLException {
    return clock == null ? dialect.now(handle.getConnection()) : clock.millis();
  }

  /**
   * Runs a transaction that is alone in writing; see {@link Dialect#begin}. Its wake-ups are sent
   * before this returns.
   */
  <T> T write(Transaction.Work<T> work) {
    return write(deadlines.get(), /* tries= */ 2, work);
  }

  /** As {@link #write}, for work without a result. */
  void run(Consumer<Transaction> work) {
    var unused =
        write(
            tx -> {
              work.accept(tx);
              return true;
            });
  }

  /**
   * As {@link #write}, for a caller that would rather try again: waits for 3 seconds at most, or 5
   * where no connection is to be had, and never does the work twice.
   */
  <T> T writeSoon(Transaction.Work<T> work) {
    return write(deadlines.get().within(SOON), /* tries= */ 1, work);
  }

  private <T> T write(Deadline deadline, int tries, Transaction.Work<T> work) {
    List<WakeUpCall> calls = new ArrayList<>();
    long asked = System.nanoTime();
    Transaction.Work<T> alone =
        tx -> {
          metrics.waitedSince(asked);
          return work.run(tx);
        };
    T result = inTurn(deadline, tries, handle -> transaction(handle, deadline, alone, calls));
    // After the turn: a wake-up may take a while, and may write.
    if (!calls.isEmpty()) {
      wakeUps.accept(calls);
    }
    return result;
  }

  private <T> T inTurn(Deadline deadline, int tries, HandleCallback<T, SQLException> work) {
    try {
      if (!turn.tryLock(deadline.millisLeft(), TimeUnit.MILLISECONDS)) {
        throw new TableException(
            "The database %s is too slow: this process has waited %s for its own writes"
                .formatted(dialect.shown(), deadline));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TableException("Interrupted while waiting for " + dialect.shown(), e);
    }
    try {
      return attempt(deadline, tries, work);
    } finally {
      turn.unlock();
    }
  }

  private <T> T attempt(Deadline deadline, int tries, HandleCallback<T, SQLException> work) {
    for (int made = 1; ; made++) {
      try (Handle handle = jdbi.open()) {
        if (deadline.isOver()) {
          throw new TableException(
              "The database %s is too slow: it has left this waiting for %s"
                  .formatted(dialect.shown(), deadline));
        }
        dialect.limit(handle.getConnection(), deadline);
        return work.withHandle(handle);
      } catch (JdbiException | SQLException | BadRowException e) {
        boolean isTransient = failures.isTransient(e);
        if (isTransient) {
          // Where one connection was lost, the others were too: the next try must meet none of
          // them.
          pool.getHikariPoolMXBean().softEvictConnections();
        }
        if (made == tries || e instanceof CommitException || !isTransient || deadline.isOver()) {
          throw failures.toTableException(e);
        }
      }
    }
  }

  private <T> T transaction(
      Handle handle, Deadline deadline, Transaction.Work<T> work, List<WakeUpCall> calls)
      throws SQLException {
    Connection connection = handle.getConnection();
    long begun = dialect.begin(connection, deadline);
    boolean done = false;
    try {
      Transaction transaction = new Transaction(handle, clock == null ? begun : clock.millis());
      T result = work.run(transaction);
      commit(connection);
      done = true;
      calls.addAll(transaction.wakeUps());
      return result;
    } finally {
      if (!done) {
        rollBack(connection);
      }
    }
  }

  private static void commit(Connection connection) throws CommitException {
    try {
      Dialect.execute(connection, "COMMIT");
    } catch (SQLException e) {
      throw new CommitException(e);
    }
  }

  /** The commit was asked for: it may have been made. */
  private static final class CommitException extends SQLException {
    CommitException(SQLException cause) {
      super(cause.getMessage(), cause.getSQLState(), cause.getErrorCode(), cause);
    }
  }

  private void rollBack(Connection connection) {
    try {
      Dialect.execute(connection, "ROLLBACK");
    } catch (SQLException e) {
      // The connection's next user must not find the transaction open. (A ROLLBACK fails, too, when
      // SQLite itself has ended the transaction.)
      pool.evictConnection(connection);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
