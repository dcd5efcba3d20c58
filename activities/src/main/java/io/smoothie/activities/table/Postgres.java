package io.smoothie.activities.table;

import io.smoothie.workflow.Text;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL 14 or newer. The table is in the connection's current schema. */
final class Postgres implements Dialect {
  private static final int BUSY_MILLIS = 30_000;

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
      SET LOCAL lock_timeout = %%d;
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

  /** The SQL state {@code invalid_schema_name}. */
  private static final String NO_SCHEMA = "3F000";

  /**
   * Deadlock and serialization failures; lost connections, and the reasons why a server ends one.
   */
  private static final Set<String> TRANSIENT =
      Set.of(
          "40001", "40P01", "08000", "08003", "08006", "25P03", "25P04", "57P01", "57P02", "57P05");

  private final PostgresUrl url;

  Postgres(PostgresUrl url) {
    this.url = url;
  }

  @Override
  public String url() {
    return url.shown();
  }

  @Override
  public String shown() {
    return url.shown();
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
            NO_SCHEMA);
      }
      return row.getBoolean("history");
    }
  }

  @Override
  public void makeNew(Connection connection) {}

  @Override
  public int busyMillis() {
    return BUSY_MILLIS;
  }

  @Override
  public long begin(Connection connection, int mostMillis) throws SQLException {
    if (mostMillis < BUSY_MILLIS) {
      // A server that hangs does not heed its own timeouts. The pool takes this back.
      connection.setNetworkTimeout(Runnable::run, mostMillis + HANGS_MILLIS);
    }
    try {
      return lastNumber(connection, BEGIN.formatted(mostMillis));
    } catch (SQLException e) {
      // It has begun, and waited for the lock in vain.
      try (Statement statement = connection.createStatement()) {
        statement.execute("ROLLBACK");
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
    return TRANSIENT.contains(state(failure));
  }

  private static String state(SQLException failure) {
    return failure.getSQLState() == null ? "" : failure.getSQLState();
  }

  @Override
  public Optional<String> sentence(SQLException failure) {
    String state = state(failure);
    String said = Text.forOneLine(String.valueOf(told(failure).getMessage()), 200);
    return Optional.ofNullable(
        switch (state) {
          case "08001" ->
              "The database %s cannot be reached (%s): see that PostgreSQL runs there, and that --db-url names it"
                  .formatted(shown(), said);
          case "28000", "28P01", "08004" ->
              "The database %s does not let this user in (%s): see to the user and the password (--db-user and --db-password-file, PGUSER and PGPASSWORD, or the password file)"
                  .formatted(shown(), said);
          case "3D000" ->
              "There is no database at %s (%s): create it, or name another"
                  .formatted(shown(), said);
          case NO_SCHEMA ->
              "The database %s has no schema for the table (%s): create it, or name another with currentSchema"
                  .formatted(shown(), said);
          case "42501" ->
              "The database %s does not allow that to this user (%s): grant it, or name another user"
                  .formatted(shown(), said);
          case "42P01", "42703" ->
              "The database %s has not the table that it had (%s): restore it"
                  .formatted(shown(), said);
          case "0A000" ->
              // BEGIN READ WRITE while the server recovers, as a standby does for ever.
              said.contains("recovery") ? readOnly(said) : null;
          case "25006" -> readOnly(said);
          case "26000", "42P05" ->
              "The database %s is behind a pooler that gives a session to one transaction after the other (%s): add prepareThreshold=0 to its URL"
                  .formatted(shown(), said);
          case "08P01" ->
              // PgBouncer's refusal of currentSchema, among others.
              said.contains("startup parameter")
                  ? "The pooler at %s does not pass on a parameter of the URL (%s): leave it out, and set it for the user (ALTER ROLE … SET …)"
                      .formatted(shown(), said)
                  : lost(said);
          case "55P03" ->
              "The database %s is locked by another session, longer than this could wait: end that session or try again"
                  .formatted(shown());
          case "53300" ->
              "The database %s takes no more connections (%s): raise max_connections, or try again"
                  .formatted(shown(), said);
          case "53100" -> "The disk of the database %s is full (%s)".formatted(shown(), said);
          case "57P03" ->
              "The database %s is starting up or shutting down (%s): try again"
                  .formatted(shown(), said);
          default -> state.startsWith("08") || TRANSIENT.contains(state) ? lost(said) : null;
        });
  }

  /** The pool says only for how long it has waited for a connection; why none came is its cause. */
  private static Throwable told(SQLException failure) {
    return failure instanceof SQLTransientConnectionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private String lost(String said) {
    return "The connection to the database %s was lost (%s): see that PostgreSQL runs there, and try again"
        .formatted(shown(), said);
  }

  private String readOnly(String said) {
    return "The database %s is read-only, a standby perhaps (%s): name the primary, or see to default_transaction_read_only"
        .formatted(shown(), said);
  }
}
