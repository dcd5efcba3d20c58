package io.smoothie.activities.table;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/** What differs from one database to the next. */
interface Dialect {
  /** The database as people know it: its file, its address. */
  String shown();

  /** Sees to whatever must be there before the first connection. */
  void prepare();

  /** A new connection each time. */
  DataSource dataSource();

  /** Where its migrations are on the class path. */
  String migrations();

  /** Runs {@code migration} alone among all processes that open this database. */
  <T> T alone(Callable<T> migration) throws Exception;

  /** Runs once, before a new database's first migration. */
  void makeNew(Connection connection) throws SQLException;

  /**
   * Begins a transaction in which nobody else claims, queues or offers. SQLite lets one write at a
   * time ({@code BEGIN IMMEDIATE}); PostgreSQL would begin and lock one row here.
   *
   * @param mostMillis how long to wait for others
   */
  void begin(Connection connection, int mostMillis) throws SQLException;

  /** How long to wait for others unless there is reason to hurry, in milliseconds. */
  int busyMillis();

  /** A sentence for a failure that people can do something about. */
  Optional<String> sentence(SQLException failure);
}
