package io.smoothie.activities.table;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * SQLite's one write lock, which SQLite grants by chance. SQLite's own waiting soon tries only
 * every 100 ms, and beside processes that each have several writers queued the lock is free only
 * for moments: a waiting process was seen to miss all of them for 5 s. This class tries every one
 * or two milliseconds, which costs little, since only one thread of a process waits here at a time.
 */
final class WriteLock {
  private static final long LEAST_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
  private static final long MOST_NANOS = TimeUnit.MICROSECONDS.toNanos(2_500);

  private final Connection connection;
  private final Deadline deadline;

  WriteLock(Connection connection, Deadline deadline) {
    this.connection = connection;
    this.deadline = deadline;
  }

  /**
   * Begins the transaction; throws SQLITE_BUSY when others had the lock all the time.
   *
   * @param busyMillis how long the connection's other statements wait for a lock
   */
  void take(int busyMillis) throws SQLException {
    SQLiteConnection sqlite = connection.unwrap(SQLiteConnection.class);
    sqlite.setBusyTimeout(0);
    try {
      // An interrupted thread cannot be parked and would spin: this is its last try.
      while (!begin(deadline.isOver() || Thread.currentThread().isInterrupted())) {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LEAST_NANOS, MOST_NANOS));
      }
    } finally {
      sqlite.setBusyTimeout(busyMillis);
    }
  }

  private boolean begin(boolean last) throws SQLException {
    // Not by way of setAutoCommit: the driver would take the lock again after the commit.
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      return true;
    } catch (SQLiteException e) {
      if (last || (e.getResultCode().code & 0xff) != SQLiteErrorCode.SQLITE_BUSY.code) {
        throw e;
      }
      return false;
    }
  }
}
