package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

final class PostgresWaitingTest extends WaitingContract {
  private final AtomicLong nanos = new AtomicLong();

  @Override
  String freshUrl() {
    return PostgresServer.freshUrl();
  }

  @Test
  void the_lock_is_waited_for_as_long_as_the_call_has_left() {
    assertEquals(
        "7s", within10After(Duration.ofMillis(3_500)).write(PostgresWaitingTest::lockTimeout));
    assertEquals("10s", within10After(Duration.ZERO).write(PostgresWaitingTest::lockTimeout));
  }

  private static String lockTimeout(Transaction tx) {
    return tx.query("SELECT current_setting('lock_timeout')").mapTo(String.class).one();
  }

  @Test
  void a_server_that_hangs_is_waited_for_a_second_more_by_this_call_only() {
    assertEquals(7_500, networkTimeout(within10After(Duration.ofMillis(3_500))));
    assertEquals(11_000, networkTimeout(within10After(Duration.ZERO)));
  }

  private static int networkTimeout(Database database) {
    int reading = database.read(PostgresWaitingTest::networkTimeout);
    int writing = database.write(tx -> networkTimeout(tx.handle()));
    assertEquals(reading, writing);
    return reading;
  }

  private static int networkTimeout(Handle handle) {
    try {
      return handle.getConnection().getNetworkTimeout();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void what_the_server_takes_back_is_not_done_again_after_the_deadline() {
    AtomicInteger runs = new AtomicInteger();
    assertThrows(
        TableException.class,
        () ->
            within10After(Duration.ZERO)
                .run(
                    tx -> {
                      runs.incrementAndGet();
                      nanos.addAndGet(Duration.ofSeconds(10).toNanos());
                      tx.handle().execute("SELECT pg_terminate_backend(pg_backend_pid())");
                    }));
    assertEquals(1, runs.get());
  }

  /** Each of whose calls has a deadline of 10 s, and has spent some of them already. */
  private Database within10After(Duration spent) {
    return table
        .database()
        .until(
            () -> {
              Deadline deadline = new Deadline(nanos::get, Duration.ofSeconds(10));
              nanos.addAndGet(spent.toNanos());
              return deadline;
            });
  }
}
