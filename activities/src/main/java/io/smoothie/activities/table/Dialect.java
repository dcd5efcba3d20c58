package io.smoothie.activities.table;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** What differs from one database to the next. */
interface Dialect {
  /** Its URL, without what may be secret. */
  String url();

  /** The database as people know it: its file, its address. */
  String shown();

  /** Whether it may be there; false where a connection would make it. */
  boolean mayExist();

  /** Prepares what must be there before the first connection. */
  void prepare();

  /** A new connection each time. */
  DataSource dataSource();

  /** Where its migrations are on the class path. */
  String migrations();

  /** Runs {@code migration} alone among all processes that open this database. */
  <T> T withMigrationLock(Callable<T> migration) throws Exception;

  /**
   * Whether the schema in which the table is, or is to be made, has a history of migrations.
   *
   * @throws SQLException also when there is no such schema
   */
  boolean hasHistory(Connection connection) throws SQLException;

  /** Runs once, before a new database's first migration. */
  void makeNew(Connection connection) throws SQLException;

  /**
   * Begins a transaction that is alone in claiming, queueing and offering. SQLite lets one write at
   * a time ({@code BEGIN IMMEDIATE}); PostgreSQL locks a table that exists for this.
   *
   * @param deadline until when to wait for others
   * @return the database's clock once the transaction is alone, in epoch milliseconds
   * @throws SQLException no transaction is open then
   */
  long begin(Connection connection, Deadline deadline) throws SQLException;

  /** The database's clock, in epoch milliseconds. */
  long now(Connection connection) throws SQLException;

  /** Sees to it that no server that hangs keeps the connection's user for much longer. */
  void limit(Connection connection, Deadline deadline) throws SQLException;

  /**
   * Whether a transaction that failed with {@code failure}, before its commit was asked for, is
   * worth beginning again at once: the database has rolled it back for a reason that was not the
   * transaction's own.
   */
  boolean isTransient(SQLException failure);

  /** Runs one statement of the database's own, past JDBI. */
  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** A sentence for a failure that people can do something about. */
  Optional<String> sentence(SQLException failure);

  /** The sentence for the first of {@code failure}'s causes that has one. */
  default Optional<String> sentenceFor(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(SQLException.class::isInstance)
        .flatMap(cause -> sentence((SQLException) cause).stream())
        .findFirst();
  }
}
