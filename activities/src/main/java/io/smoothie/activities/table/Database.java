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
  private static final long MOST_SECONDS = 30;

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
    config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(MOST_SECONDS));
    config.setInitializationFailTimeout(-1);
    this.pool = new HikariDataSource(config);
    this.jdbi = Jdbi.create(pool);
  }

  Jdbi jdbi() {
    return jdbi;
  }

  /** Runs one statement that writes nothing. */
  <T> T read(HandleCallback<T, SQLException> work) {
    try (Handle handle = jdbi.open()) {
      return work.withHandle(handle);
    } catch (JdbiException | SQLException | BadRowException e) {
      throw clear(e);
    }
  }

  /** Runs a transaction in which nobody else writes; see {@link Dialect#begin}. */
  <T> T write(HandleCallback<T, SQLException> work) {
    try {
      if (!turn.tryLock(MOST_SECONDS, TimeUnit.SECONDS)) {
        throw new TableException(
            "The database %s is too slow: this process has waited %d s for its own writes"
                .formatted(dialect.shown(), MOST_SECONDS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TableException("Interrupted while waiting for " + dialect.shown(), e);
    }
    try (Handle handle = jdbi.open()) {
      return transaction(handle, work);
    } catch (JdbiException | SQLException | BadRowException e) {
      throw clear(e);
    } finally {
      turn.unlock();
    }
  }

  private <T> T transaction(Handle handle, HandleCallback<T, SQLException> work)
      throws SQLException {
    Connection connection = handle.getConnection();
    dialect.begin(connection);
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
