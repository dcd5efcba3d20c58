package io.smoothie.cli.live;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.testing.Shop;
import io.smoothie.cli.testing.StayingCommand;
import io.smoothie.workflow.RobotName;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --watch} where there is no terminal. */
class WatchOptionTest {
  @TempDir Path folder;
  private Shop shop;
  private Surroundings user;

  @BeforeEach
  void open() throws Exception {
    shop = new Shop(folder);
    user = new Surroundings(Map.of("SMOOTHIE_DB_URL", shop.dbUrl()), folder.resolve("home"));
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private static long count(String text, String part) {
    return text.lines().filter(line -> line.contains(part)).count();
  }

  @Test
  void robots_are_listed_anew_where_they_have_changed_each_time_with_the_time_before()
      throws Exception {
    try (StayingCommand list = new StayingCommand(user, "robots", "list", "--watch")) {
      list.says("There is no robot in the table.");
      shop.table.robots().add(List.of(new RobotName("Robot1")));
      list.says("Robot1");
      shop.table.robots().add(List.of(new RobotName("Robot2")));
      list.says("Robot2");
      assertEquals(130, list.interrupt());
      assertEquals(2, count(list.text(), "Robot1"), list.text());
      assertEquals(1, count(list.text(), "There is no robot"), list.text());
      assertEquals(1, count(list.text(), "No robot is told meanwhile"), list.text());
      assertTrue(
          list.text().lines().anyMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\d [0-9:]{8} UTC")),
          list.text());
    }
  }

  @Test
  void as_json_each_change_is_the_list_on_one_line() throws Exception {
    shop.table.gateways().listening("gateway", true);
    for (String format : List.of("json", "jsonl")) {
      String robot = "Robot-" + format;
      try (StayingCommand list =
          new StayingCommand(user, "robots", "list", "--watch", "-o", format)) {
        await().until(() -> list.text().contains("["));
        shop.table.robots().add(List.of(new RobotName(robot)));
        list.says(robot);
        assertEquals(130, list.interrupt());
        List<String> lines = list.text().lines().filter(line -> line.startsWith("[")).toList();
        assertEquals(2, lines.size(), list.text());
        JsonNode first = new ObjectMapper().readTree(lines.get(0));
        JsonNode second = new ObjectMapper().readTree(lines.get(1));
        assertEquals(first.size() + 1, second.size(), list.text());
      }
    }
  }

  @Test
  void orders_and_the_queue_are_watched_likewise() throws Exception {
    try (StayingCommand orders =
            new StayingCommand(
                user, "orders", "list", "--watch", "--temporal-address", shop.address());
        StayingCommand queue = new StayingCommand(user, "queue", "list", "--watch")) {
      orders.says("There are no such orders.");
      queue.says("No order waits.");
      shop.startWorker().run("robots", "add", "Robot1");
      shop.run("robots", "drain", "Robot1");
      shop.run("order", "Mango", "--id", "waits", "--detach");
      orders.says("waits");
      queue.says("waits");
      assertEquals(130, orders.interrupt());
      assertEquals(130, queue.interrupt());
    }
  }

  @Test
  void what_ends_a_round_ends_the_command_with_its_own_exit_code() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    Surroundings nowhere =
        new Surroundings(Map.of("SMOOTHIE_DB_URL", "jdbc:sqlite:" + file + "/shop.db"), folder);
    try (StayingCommand list = new StayingCommand(nowhere, "robots", "list", "--watch")) {
      assertEquals(Shop.ran(nowhere, List.of("robots", "list")).exit(), list.exit());
      assertTrue(list.text().contains(file.toString()), list.text());
    }
  }

  @Test
  void it_ends_once_nobody_reads_it_any_more() {
    AtomicInteger writes = new AtomicInteger();
    Writer closedPipe =
        new Writer() {
          @Override
          public void write(char[] text, int from, int length) throws java.io.IOException {
            writes.incrementAndGet();
            throw new java.io.IOException("Broken pipe");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    shop.table.robots().add(List.of(new RobotName("Robot1")));
    int exit =
        io.smoothie.cli.Smoothie.commandLine(user)
            .setOut(new PrintWriter(closedPipe))
            .setErr(new PrintWriter(Writer.nullWriter()))
            .execute("robots", "list", "--watch");
    assertEquals(0, exit);
    assertFalse(writes.get() == 0, "it has tried");
  }
}
