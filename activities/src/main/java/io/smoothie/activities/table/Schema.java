package io.smoothie.activities.table;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings a database to this version's schema. A database that has it already is only checked:
 * loading Flyway costs a command half a second. A newer schema says which programs can still use
 * it, so that old and new ones run side by side during an upgrade.
 */
final class Schema {
  /** The number of the newest migration. */
  static final int VERSION = 12;

  /** The schema that a program must know at least to share a database of {@link #VERSION}. */
  static final int OLDEST = 5;

  private final Dialect dialect;

  Schema(Dialect dialect) {
    this.dialect = dialect;
  }

  /**
   * @throws TableException when the database cannot be used
   */
  void bringUpToDate() {
    try {
      if (version() < VERSION) {
        dialect.withMigrationLock(this::migrate);
      }
    } catch (SQLException e) {
      throw unusable(e);
    } catch (TableException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TableException("Interrupted while the database was made", e);
    } catch (Exception e) {
      throw new TableException(
          "The database %s cannot be made: %s".formatted(dialect.shown(), e), e);
    }
  }

  /**
   * Whether there is a database that this version can use as it is; changes nothing.
   *
   * @throws TableException when it cannot be read, or is a newer version's alone
   */
  boolean isUpToDate() {
    try {
      return dialect.mayExist() && version() >= VERSION;
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  private TableException unusable(SQLException e) {
    return new TableException(
        dialect
            .sentenceFor(e)
            .orElseGet(
                () ->
                    "The database %s cannot be opened: %s"
                        .formatted(dialect.shown(), e.getMessage())),
        e);
  }

  private int migrate() throws SQLException {
    int version = version();
    if (version >= VERSION) {
      return version; // another process has just done it
    }
    try (Connection connection = dialect.dataSource().getConnection()) {
      if (version == 0) {
        dialect.makeNew(connection);
      }
    }
    try {
      Flyway.configure(Schema.class.getClassLoader())
          .dataSource(dialect.dataSource())
          .locations(dialect.migrations())
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new TableException(
          dialect
              .sentenceFor(e)
              .orElseGet(
                  () ->
                      "The database %s cannot be brought to this version's schema; is it another program's? (%s)"
                          .formatted(dialect.shown(), e.getMessage())),
          e);
    }
    return version();
  }

  /** The schema's version; 0 for a new database. */
  private int version() throws SQLException {
    try (Connection connection = dialect.dataSource().getConnection()) {
      return dialect.hasHistory(connection) ? version(connection) : 0;
    }
  }

  private int version(Connection connection) throws SQLException {
    int newest = 0;
    try (Statement statement = connection.createStatement();
        ResultSet history =
            statement.executeQuery(
                "SELECT version FROM flyway_schema_history WHERE success AND version IS NOT"
                    + " NULL")) {
      while (history.next()) {
        newest = Math.max(newest, number(Objects.toString(history.getString(1), "0")));
      }
    }
    if (newest > VERSION) {
      int oldest = oldest(connection, newest);
      if (oldest > VERSION) {
        throw new TableException(
            ("The database %s has schema %d, which versions of smoothie that know schema %d can use; this one knows only"
                    + " up to %d: use a newer version of smoothie, or another database")
                .formatted(dialect.shown(), newest, oldest, VERSION));
      }
    }
    return newest;
  }

  private int oldest(Connection connection, int newest) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet setting =
            statement.executeQuery("SELECT value FROM settings WHERE name = 'oldest_schema'")) {
      return setting.next() ? number(Objects.toString(setting.getString(1), "")) : newest;
    }
  }

  private int number(String version) {
    try {
      return Integer.parseInt(version.split("\\.", 2)[0]);
    } catch (NumberFormatException e) {
      throw new TableException(
          "The database %s has a schema of version \"%s\", which is none of smoothie's: name another database"
              .formatted(dialect.shown(), version),
          e);
    }
  }
}
