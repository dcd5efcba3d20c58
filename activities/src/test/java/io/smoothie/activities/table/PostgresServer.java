package io.smoothie.activities.table;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL for all tests of this JVM, on a free port of the loopback interface. It stops
 * with the JVM.
 */
final class PostgresServer {
  private static final String TEMPLATE = "smoothie_template";
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static boolean templateMade;

  private PostgresServer() {}

  /** Started when it is first asked for. */
  private static final class Holder {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            // No test cuts its power.
            .setServerConfig("fsync", "off")
            .setServerConfig("max_connections", "200")
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A new database without anything in it. */
  static String emptyUrl() {
    return create("");
  }

  /** A new database with the newest schema, which takes no time. */
  static synchronized String freshUrl() {
    if (!templateMade) {
      execute("CREATE DATABASE " + TEMPLATE);
      Table.open(url(TEMPLATE)).close();
      // A pool that is closed as it opens a connection may end that one much later.
      execute("ALTER DATABASE " + TEMPLATE + " ALLOW_CONNECTIONS false");
      execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'"
              .formatted(TEMPLATE));
      templateMade = true;
    }
    return create(" TEMPLATE " + TEMPLATE);
  }

  /** Runs a statement as the server's superuser, in its own database. */
  static void execute(String sql) {
    execute(url("postgres"), sql);
  }

  /** Runs a statement in the database of {@code url}. */
  static void execute(String url, String sql) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Changes what sessions of that database begin with. */
  static void setDefault(String url, String setting, String value) {
    execute(
        url,
        """
        DO $$ BEGIN
          EXECUTE format('ALTER DATABASE %%I SET %s = %%L', current_database(), '%s');
        END $$
        """
            .formatted(setting, value));
  }

  private static String create(String template) {
    String database = "smoothie_" + DATABASES.incrementAndGet();
    execute("CREATE DATABASE " + database + template);
    return url(database);
  }

  private static String url(String database) {
    return Holder.SERVER.getJdbcUrl("postgres", database);
  }
}
