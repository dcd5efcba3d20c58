package io.smoothie.activities.table;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Four processes of eight threads each, which also open the new database at once. */
abstract class ContentionContract {
  private static final Logger log = LoggerFactory.getLogger(ContentionContract.class);
  private static final int PROCESSES = 4;

  @TempDir Path folder;

  /** The URL of a database that nothing has opened yet; the same for all of a test. */
  abstract String url();

  @Test
  void no_robot_is_claimed_twice_and_none_is_lost() throws Exception {
    int robots = 400;
    int ordersOfEachThread = 15; // 480 in all
    try (Table table = Table.open(url())) {
      table.robots().add(names(robots));
    }
    run("once", ordersOfEachThread);
    try (Table table = Table.open(url())) {
      Set<OrderId> holders = new HashSet<>();
      for (Robot robot : table.robots().list()) {
        OrderId order = robot.order();
        assertTrue(order != null && holders.add(order), robot::toString);
        List<Attempt> attempts = table.attempts().of(order);
        assertEquals(1, attempts.size());
        assertEquals(robot.name(), attempts.get(0).robot());
      }
      assertEquals(robots, holders.size());
      assertEquals(0, table.queue().length());
    }
  }

  @Test
  void every_order_has_its_turn_on_a_few_robots() throws Exception {
    int ordersOfEachThread = 4;
    try (Table table = Table.open(url())) {
      table.robots().add(names(3));
    }
    run("through", ordersOfEachThread);
    try (Table table = Table.open(url())) {
      for (Robot robot : table.robots().list()) {
        assertEquals(RobotStatus.ONLINE, robot.status());
      }
      assertEquals(0, table.queue().length());
      for (int process = 0; process < PROCESSES; process++) {
        for (int thread = 0; thread < ClaimingProcess.THREADS; thread++) {
          for (int i = 0; i < ordersOfEachThread; i++) {
            List<Attempt> attempts =
                table.attempts().of(new OrderId("p%d-%d-%d".formatted(process, thread, i)));
            assertEquals(1, attempts.size());
            assertEquals(AttemptOutcome.SUCCEEDED, attempts.get(0).outcome());
          }
        }
      }
    }
  }

  @Test
  void a_process_killed_while_it_writes_leaves_nothing_half_done() throws Exception {
    try (Table table = Table.open(url())) {
      table.robots().add(names(3));
      Path output = folder.resolve("killed.log");
      Process process = ClaimingProcess.start(url(), "through", "p", 100_000, output);
      try {
        OrderId tenth = new OrderId("p-0-10");
        await().atMost(Duration.ofSeconds(60)).until(() -> !table.attempts().of(tenth).isEmpty());
      } finally {
        process.destroyForcibly().waitFor();
      }
      assertEquals(List.of(), Invariants.violated(table));
      for (Waiter waiter : table.queue().list(100)) {
        table.claims().releaseEnded(waiter.order(), waiter.claim(), null);
      }
      for (Robot robot : table.robots().list()) {
        assertTrue(table.robots().repair(robot.name(), robot.order()));
      }
      assertEquals(List.of(), Invariants.violated(table));
      assertEquals(0, table.queue().length());
    }
  }

  @Test
  void processes_make_one_new_database_at_once() throws Exception {
    run("once", 1);
    try (Table table = Table.open(url())) {
      assertEquals(List.of(), table.robots().list());
    }
  }

  private void run(String play, int ordersOfEachThread) throws Exception {
    List<Process> processes = new ArrayList<>();
    long before = System.nanoTime();
    try {
      for (int i = 0; i < PROCESSES; i++) {
        Path output = folder.resolve("p" + i + ".log");
        processes.add(ClaimingProcess.start(url(), play, "p" + i, ordersOfEachThread, output));
      }
      for (int i = 0; i < PROCESSES; i++) {
        assertTrue(processes.get(i).waitFor(100, TimeUnit.SECONDS), "process " + i + " hangs");
        Path output = folder.resolve("p" + i + ".log");
        assertEquals(0, processes.get(i).exitValue(), () -> read(output));
      }
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
    log.info(
        "{} orders, each {}, by {} processes in {} ms, starting them included",
        PROCESSES * ClaimingProcess.THREADS * ordersOfEachThread,
        play,
        PROCESSES,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return String.valueOf(e);
    }
  }

  private static List<RobotName> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> new RobotName("R" + i)).toList();
  }
}
