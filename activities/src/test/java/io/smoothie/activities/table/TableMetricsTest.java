package io.smoothie.activities.table;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smoothie.workflow.RobotName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableMetricsTest {
  @TempDir Path folder;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void statements_are_timed_by_what_came_of_them() {
    try (Table table = open()) {
      table.robots().list();
      table.robots().add(List.of(new RobotName("Robot1")));
      long done = statements("done").count();

      table.robots().list();
      assertThrows(
          TableException.class,
          () ->
              table
                  .database()
                  .run(
                      tx ->
                          tx.update(
                                  "INSERT INTO robots (name, connected, since) VALUES ('R', 7, 0)")
                              .execute()));

      assertTrue(done > 1, () -> "statements: " + done);
      assertEquals(done + 1, statements("done").count());
      assertEquals(1, statements("failed").count());
      assertEquals(2, registry.get("smoothie.table.lock.wait").timer().count(), "two transactions");
    }
  }

  @Test
  void a_writer_that_waits_for_another_is_timed() throws Exception {
    try (Table table = open()) {
      CountDownLatch writing = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      CompletableFuture<Void> first =
          CompletableFuture.runAsync(
              () ->
                  table
                      .database()
                      .run(
                          tx -> {
                            writing.countDown();
                            awaitQuietly(goOn);
                          }));
      writing.await();
      Thread second = new Thread(() -> table.database().run(tx -> {}), "second");
      second.start();
      await().until(() -> second.getState() == Thread.State.TIMED_WAITING);
      long waiting = System.nanoTime();
      await().until(() -> second.getState() == Thread.State.TIMED_WAITING);
      long waited = System.nanoTime() - waiting;
      goOn.countDown();
      first.get(30, TimeUnit.SECONDS);
      second.join(30_000);

      Timer lockWait = registry.get("smoothie.table.lock.wait").timer();
      assertEquals(2, lockWait.count());
      assertTrue(lockWait.max(TimeUnit.NANOSECONDS) >= waited, () -> "waited " + waited + " ns");
    }
  }

  @Test
  void the_pool_shows_its_connections_and_the_table_says_whether_it_answers() {
    Table table = open();
    assertEquals(Optional.empty(), table.trouble());
    assertEquals(8, registry.get("hikaricp.connections.max").gauge().value());

    table.close();

    assertTrue(table.trouble().isPresent());
  }

  private Table open() {
    return Table.open("jdbc:sqlite:" + folder.resolve("smoothie.db")).measured(registry);
  }

  private Timer statements(String result) {
    return registry.get("smoothie.table.statement").tag("result", result).timer();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
