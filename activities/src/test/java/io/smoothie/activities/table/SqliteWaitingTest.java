package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteWaitingTest extends WaitingContract {
  @TempDir private Path folder = Path.of("");

  @Override
  String freshUrl() {
    return "jdbc:sqlite:" + folder.resolve("smoothie.db");
  }

  @Test
  void the_lock_is_tried_for_as_long_as_the_call_has_left() throws SQLException {
    AtomicInteger readings = new AtomicInteger();
    LongSupplier aSecondEachTime = () -> TimeUnit.SECONDS.toNanos(readings.incrementAndGet());
    Database within10 =
        table.database().until(() -> new Deadline(aSecondEachTime, Duration.ofSeconds(10)));
    try (Connection other = DriverManager.getConnection(freshUrl());
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      assertGivesUp(() -> within10.write(Transaction::now), "locked");
      statement.execute("ROLLBACK");
    }
    assertTrue(readings.get() >= 10 && readings.get() <= 13, readings::toString);
  }
}
