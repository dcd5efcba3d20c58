package io.smoothie.activities.table;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.smoothie.workflow.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** The pool of connections and the two ways to use one. Every failure is a TableException. */
final class Database implements AutoCloseable {
  private static final int CONNECTIONS = 8;
  private static final int MOST_MILLIS = 30_000;
  private static final int SOON_MILLIS = 2_000;

  private final Dialect dialect;
  private final HikariDataSource pool;
  private final Jdbi jdbi;

  /** Writers of this process take turns here, in order, and not in the database by luck. */
  private final ReentrantLock turn = new ReentrantLock(true);

  Database(Dialect dialect) {
    this.dialect = dialect;
    HikariConfig config = new HikariConfig();
    config.setPoolName("smoothie-table");
    config.setDataSource(dialect.dataSource());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(MOST_MILLIS);
    config.setInitializationFailTimeout(-1);
    this.pool = new HikariDataSource(config);
    this.jdbi = Jdbi.create(pool);
  }

  Jdbi jdbi() {
    return jdbi;
  }

  /** Runs statements that write nothing; each sees the database as it is then. */
  <T> T read(HandleCallback<T, SQLException> work) {
    try (Handle handle = jdbi.open()) {
      return work.withHandle(handle);
    } catch (JdbiException | SQLException | BadRowException e) {
      throw clear(e);
    }
  }

  /** Runs a transaction in which nobody else writes; see {@link Dialect#begin}. */
  <T> T write(HandleCallback<T, SQLException> work) {
    return write(MOST_MILLIS, dialect.busyMillis(), work);
  }

  /** As {@link #write}, for who had rather try again: gives up after 4 seconds of waiting. */
  <T> T writeSoon(HandleCallback<T, SQLException> work) {
    return write(SOON_MILLIS, SOON_MILLIS, work);
  }

  private <T> T write(int turnMillis, int lockMillis, HandleCallback<T, SQLException> work) {
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
    try (Handle handle = jdbi.open()) {
      return transaction(handle, lockMillis, work);
    } catch (JdbiException | SQLException | BadRowException e) {
      throw clear(e);
    } finally {
      turn.unlock();
    }
  }

  private <T> T transaction(Handle handle, int lockMillis, HandleCallback<T, SQLException> work)
      throws SQLException {
    Connection connection = handle.getConnection();
    dialect.begin(connection, lockMillis);
    boolean done = false;
    try {
      T result = work.withHandle(handle);
      execute(connection, "COMMIT");
      done = true;
      return result;
    } finally {
      if (!done) {
        rollBack(connection);
      }
    }
  }

  private void rollBack(Connection connection) {
    try {
      execute(connection, "ROLLBACK");
    } catch (SQLException e) {
      // The next user must not find the transaction open. SQLite itself may have ended it.
      pool.evictConnection(connection);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private TableException clear(Exception failure) {
    if (failure instanceof BadRowException) {
      return new TableException(
          "The database %s cannot be used as it is: %s"
              .formatted(dialect.shown(), failure.getMessage()),
          failure);
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && dialect.sentence(sql).isPresent()) {
        return new TableException(dialect.sentence(sql).get(), failure);
      }
    }
    return new TableException(
        "The database %s refuses: %s"
            .formatted(dialect.shown(), Text.forOneLine(String.valueOf(failure.getMessage()), 300)),
        failure);
  }

  @Override
  public void close() {
    pool.close();
  }
}
