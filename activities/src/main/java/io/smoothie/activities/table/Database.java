package io.smoothie.activities.table;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
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
  private static final int CONNECTIONS = 8;
  private static final int MOST_MILLIS = 30_000;

  /** Three of these, one after the other, are well within the time of a try to tell a robot. */
  private static final int SOON_MILLIS = 2_000;

  private final Dialect dialect;
  private final SqlFailures failures;
  private final @Nullable Clock clock;
  private final HikariDataSource pool;
  private final Jdbi jdbi;

  /**
   * Writers of this process queue here in order of arrival; a database may let them in by chance.
   */
  private final ReentrantLock turn;

  private final Consumer<List<WakeUpCall>> wakeUps;

  /**
   * One that leaves its wake-ups to the reaper.
   *
   * @param clock instead of the database's, or null
   */
  Database(Dialect dialect, @Nullable Clock clock) {
    this.dialect = dialect;
    this.failures = new SqlFailures(dialect);
    this.clock = clock;
    HikariConfig config = new HikariConfig();
    config.setPoolName("smoothie-table");
    config.setDataSource(dialect.dataSource());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(SOON_MILLIS);
    config.setValidationTimeout(SOON_MILLIS / 2);
    config.setInitializationFailTimeout(-1);
    this.pool = new HikariDataSource(config);
    this.jdbi = Mapping.register(Jdbi.create(pool));
    this.turn = new ReentrantLock(true);
    this.wakeUps = calls -> log.info("{} orders are left to the reaper to wake", calls.size());
  }

  private Database(Database same, Consumer<List<WakeUpCall>> wakeUps) {
    this.dialect = same.dialect;
    this.failures = same.failures;
    this.clock = same.clock;
    this.pool = same.pool;
    this.jdbi = same.jdbi;
    this.turn = same.turn;
    this.wakeUps = wakeUps;
  }

  /** The same database for a user that takes the wake-ups of its own transactions. */
  Database waking(Consumer<List<WakeUpCall>> wakeUps) {
    return new Database(this, wakeUps);
  }

  Jdbi jdbi() {
    return jdbi;
  }

  /** Runs statements that write nothing; each sees the database as it is then. */
  <T> T read(HandleCallback<T, SQLException> work) {
    return attempt(/* tries= */ 2, work);
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
    return write(MOST_MILLIS, dialect.busyMillis(), /* tries= */ 2, work);
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
   * As {@link #write}, for a caller that would rather try again: gives up after 6 seconds of
   * waiting (for this process's other writers, a connection and the lock), and never does the work
   * twice.
   */
  <T> T writeSoon(Transaction.Work<T> work) {
    return write(SOON_MILLIS, SOON_MILLIS, /* tries= */ 1, work);
  }

  private <T> T write(int turnMillis, int lockMillis, int tries, Transaction.Work<T> work) {
    List<WakeUpCall> calls = new ArrayList<>();
    T result = inTurn(turnMillis, tries, handle -> transaction(handle, lockMillis, work, calls));
    // After the turn: a wake-up may take a while, and may write.
    if (!calls.isEmpty()) {
      wakeUps.accept(calls);
    }
    return result;
  }

  private <T> T inTurn(int turnMillis, int tries, HandleCallback<T, SQLException> work) {
    try {
      if (!turn.tryLock(turnMillis, TimeUnit.MILLISECONDS)) {
        throw new TableException(
            "The database %s is too slow: this process has waited %d s for its own writes"
                .formatted(dialect.shown(), turnMillis / 1000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TableException("Interrupted while waiting for " + dialect.shown(), e);
    }
    try {
      return attempt(tries, work);
    } finally {
      turn.unlock();
    }
  }

  private <T> T attempt(int tries, HandleCallback<T, SQLException> work) {
    for (int made = 1; ; made++) {
      try (Handle handle = jdbi.open()) {
        return work.withHandle(handle);
      } catch (JdbiException | SQLException | BadRowException e) {
        boolean isTransient = failures.isTransient(e);
        if (isTransient) {
          // Where one connection was lost, the others were too: the next try must meet none of
          // them.
          pool.getHikariPoolMXBean().softEvictConnections();
        }
        if (made == tries || e instanceof CommitException || !isTransient) {
          throw failures.toTableException(e);
        }
      }
    }
  }

  private <T> T transaction(
      Handle handle, int lockMillis, Transaction.Work<T> work, List<WakeUpCall> calls)
      throws SQLException {
    Connection connection = handle.getConnection();
    long begun = dialect.begin(connection, lockMillis);
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
      execute(connection, "COMMIT");
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
      execute(connection, "ROLLBACK");
    } catch (SQLException e) {
      // The connection's next user must not find the transaction open. (A ROLLBACK fails, too, when
      // SQLite itself has ended the transaction.)
      pool.evictConnection(connection);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
