package io.smoothie.cli.watch;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.testing.Robots;
import io.smoothie.cli.testing.Shop;
import io.smoothie.cli.testing.StayingCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code smoothie watch} where there is no terminal. */
class WatchCommandTest {
  @TempDir Path folder;
  private Shop shop;
  private Surroundings user;

  @BeforeEach
  void open() throws Exception {
    shop = new Shop(folder).startWorker();
    shop.run("robots", "add", "Robot1");
    user = new Surroundings(Map.of("SMOOTHIE_DB_URL", shop.dbUrl()), folder.resolve("home"));
  }

  private StayingCommand watch(String... options) {
    return new StayingCommand(
        user,
        Stream.concat(Stream.of("watch", "--temporal-address", shop.address()), Stream.of(options))
            .toArray(String[]::new));
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void an_order_is_said_line_by_line_as_is_a_temporal_that_goes_away() throws Exception {
    shop.robots.when("Robot1", Robots.MAKES);
    try (StayingCommand watch = watch()) {
      watch.says("Robot1 is ONLINE");
      assertEquals(0, shop.run("order", "Mango 芒果", "--id", "mine").exit());
      watch.says("Order mine made by Robot1");
      assertTrue(watch.text().contains("after it was due: Mango 芒果"), watch.text());
      shop.robots.when("Robot1", Robots.fails("no \u001b[31mmilk\u202e"));
      assertEquals(3, shop.run("order", "Kiwi", "--id", "bad", "--attempts", "1").exit());
      watch.says("Robot1 is BROKEN, ").says("Order bad failed, last with Robot1, ");
      assertTrue(watch.text().contains("no [31mmilk"), watch.text());
      assertFalse(watch.text().contains("\u001b"), watch.text());
      assertFalse(watch.text().contains("\u202e"), watch.text());
      shop.temporalGoesAway();
      watch.says("Temporal at " + shop.address() + " does not answer: ");
      assertEquals(130, watch.interrupt());
      assertTrue(
          watch
              .text()
              .lines()
              .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\d [0-9:]{8} UTC  .*")),
          watch.text());
    }
  }

  @Test
  void as_jsonl_the_whole_board_is_an_object_on_each_line_and_only_where_it_has_changed()
      throws Exception {
    shop.robots.when("Robot1", Robots.SILENT);
    try (StayingCommand watch = watch("-o", "jsonl")) {
      watch.says("\"ONLINE\":1");
      shop.run("order", "Mango", "--id", "mine", "--detach");
      watch.says("\"order\":\"mine\",\"smoothie\":\"Mango\"");
      int seen = watch.text().lines().toList().size();
      shop.run("robots", "add", "Robot2");
      watch.says("Robot2");
      await().until(() -> watch.text().lines().toList().size() > seen);
      assertEquals(130, watch.interrupt());
      List<String> lines = watch.text().lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        JsonNode board = new ObjectMapper().readTree(lines.get(i));
        assertTrue(board.at("/temporal/address").isTextual(), lines.get(i));
        if (i > 0) {
          assertTrue(
              !withoutTime(lines.get(i)).equals(withoutTime(lines.get(i - 1))), lines.get(i));
        }
      }
    }
  }

  private static String withoutTime(String line) {
    return line.replaceFirst("\"at\":\"[^\"]*\"", "");
  }

  @Test
  void a_table_that_cannot_be_opened_is_refused_with_a_sentence() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    Surroundings nowhere =
        new Surroundings(Map.of("SMOOTHIE_DB_URL", "jdbc:sqlite:" + file + "/shop.db"), folder);
    Shop.assertRefused(4, file.toString(), Shop.ran(nowhere, List.of("watch")));
  }
}
