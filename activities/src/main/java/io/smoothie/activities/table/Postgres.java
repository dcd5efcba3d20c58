package io.smoothie.activities.table;

import io.smoothie.workflow.Text;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL 14 or newer. The table is in the connection's current schema. */
final class Postgres implements Dialect {
  /**
   * A process that stops within its transaction, or whose machine is gone, holds up all others. The
   * server ends its session after this time; the process, if it goes on, runs the transaction
   * again.
   */
  private static final int MOST_IDLE_MILLIS = 10_000;

  /** A server that says nothing for so long, beyond what it waits for, hangs. */
  private static final int HANGS_MILLIS = 1_000;

  private static final String CLOCK =
      "SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

  /**
   * In one round trip. Each statement after the lock must see what was committed before it, which
   * only READ COMMITTED gives. A server that acknowledges a commit before it is durable could lose
   * a commit on which Temporal has already acted.
   */
  private static final String BEGIN =
      """
      BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
      SET LOCAL lock_timeout = '%%ds';
      SET LOCAL statement_timeout = 0;
      SET LOCAL idle_in_transaction_session_timeout = %d;
      SELECT set_config('synchronous_commit', 'on', true)
        WHERE current_setting('synchronous_commit') = 'off';
      LOCK TABLE write_lock IN EXCLUSIVE MODE;
      %s
      """
          .formatted(MOST_IDLE_MILLIS, CLOCK);

  /** The schema is null where none of the search path is there. */
  private static final String HISTORY =
      """
      SELECT current_setting('search_path') AS path, current_schema() AS schema,
        to_regclass(quote_ident(current_schema()) || '.flyway_schema_history') IS NOT NULL AS history
      """;

  private final PostgresUrl url;
  private final PostgresFailures failures;

  Postgres(PostgresUrl url) {
    this.url = url;
    this.failures = new PostgresFailures(url.shown());
  }

  @Override
  public String url() {
    return url.shown();
  }

  @Override
  public String shown() {
    return url.shown();
  }

  @Override
  public boolean mayExist() {
    return true;
  }

  /** Does nothing: smoothie makes neither the server nor its database. */
  @Override
  public void prepare() {}

  @Override
  public DataSource dataSource() {
    PGSimpleDataSource source = new PatientDataSource();
    for (String name : url.properties().stringPropertyNames()) {
      try {
        source.setProperty(name, url.properties().getProperty(name));
      } catch (SQLException | NumberFormatException e) {
        throw new TableException(
            "The database URL %s has a parameter %s that cannot be used: %s"
                .formatted(shown(), Text.forOneLine(name, 60), e.getClass().getSimpleName()),
            e);
      }
    }
    return source;
  }

  /** The pool waits for a connection for less time than making one may take, and would say so. */
  private static final class PatientDataSource extends PGSimpleDataSource {
    @Override
    public void setLoginTimeout(int seconds) {
      // The URL's connectTimeout holds.
    }
  }

  @Override
  public String migrations() {
    return "classpath:db/migration/postgresql";
  }

  /** Flyway's own lock in the database sees to that. */
  @Override
  public <T> T withMigrationLock(Callable<T> migration) throws Exception {
    return migration.call();
  }

  /** Asks about the current schema only: every schema of a database may have a table. */
  @Override
  public boolean hasHistory(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(HISTORY)) {
      row.next();
      if (row.getString("schema") == null) {
        throw new SQLException(
            "search_path is %s, of which this user has none".formatted(row.getString("path")),
            PostgresFailures.NO_SCHEMA);
      }
      return row.getBoolean("history");
    }
  }

  @Override
  public void makeNew(Connection connection) {}

  /** A server that hangs does not heed its own timeouts. The pool takes this back. */
  @Override
  public void limit(Connection connection, Deadline deadline) throws SQLException {
    int most = (int) deadline.millisLeft() + HANGS_MILLIS;
    int usual = connection.getNetworkTimeout();
    if (usual == 0 || most < usual) {
      connection.setNetworkTimeout(Runnable::run, most);
    }
  }

  @Override
  public long begin(Connection connection, Deadline deadline) throws SQLException {
    try {
      return lastNumber(connection, BEGIN.formatted(deadline.secondsLeft()));
    } catch (SQLException e) {
      // It has begun, and waited for the lock in vain.
      try {
        Dialect.execute(connection, "ROLLBACK");
      } catch (SQLException lost) {
        e.addSuppressed(lost);
      }
      throw e;
    }
  }

  @Override
  public long now(Connection connection) throws SQLException {
    return lastNumber(connection, CLOCK);
  }

  private static long lastNumber(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      long number = 0;
      boolean rows = statement.execute(sql);
      while (rows || statement.getUpdateCount() >= 0) {
        if (rows) {
          number = number(statement.getResultSet(), number);
        }
        rows = statement.getMoreResults();
      }
      return number;
    }
  }

  private static long number(ResultSet rows, long otherwise) throws SQLException {
    return rows.next() && rows.getObject(1) instanceof Long number ? number : otherwise;
  }

  @Override
  public boolean isTransient(SQLException failure) {
    return failures.isTransient(failure);
  }

  @Override
  public Optional<String> sentence(SQLException failure) {
    return failures.sentence(failure);
  }
}
