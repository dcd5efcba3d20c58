package io.smoothie.cli.orders;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smoothie.activities.table.HeardProgress;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.testing.Robots;
import io.smoothie.cli.testing.Shop;
import io.smoothie.cli.testing.Shop.Ran;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrdersCommandTest {
  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void open() throws Exception {
    shop = new Shop(folder);
  }

  @AfterEach
  void close() throws Exception {
    shop.close();
  }

  @Test
  void what_the_robot_says_of_its_work_is_shown_and_followed() throws Exception {
    shop.startWorker().run("robots", "add", "Robot1");
    OrderId order = new OrderId("p");
    RobotName robot = new RobotName("Robot1");
    shop.run("order", "Green", "--id=p", "--detach", "--start-to-close=5m");
    await().until(() -> shop.run("orders", "show", "p").out().contains("is making it"));
    says(order, robot, 40, "blending");

    assertTrue(shop.run("orders", "show", "p").out().contains(" UTC: 40 %, blending"));
    JsonNode attempt = json(shop.run("orders", "show", "p", "-o", "json")).at("/attempts/0");
    assertEquals(
        "40 blending", attempt.path("percent").asInt() + " " + attempt.path("note").asText());
    assertTrue(attempt.has("heard"));
    Ran robots = shop.run("robots", "list");
    assertTrue(robots.lines().get(1).endsWith(" left; 40 %, blending"), robots.out());
    JsonNode listed = json(shop.run("robots", "list", "-o", "json")).path(0);
    assertEquals(
        "40 blending", listed.path("percent").asInt() + " " + listed.path("note").asText());
    assertTrue(listed.has("heard"));

    String[] follow = {"orders", "show", "p", "--follow", "--wait-timeout=4s", "-o", "json"};
    var streaming = CompletableFuture.supplyAsync(() -> shop.run(follow));
    Ran followed = shop.run(Arrays.copyOf(follow, 5));
    assertEquals(8, followed.exit(), followed.err());
    assertEquals(1, followed.err().lines().filter("  ... Robot1: 40 %, blending"::equals).count());
    assertTrue(streaming.get().lines().stream().anyMatch(line -> line.contains("\"percent\":40")));
  }

  private void says(OrderId order, RobotName robot, int percent, String note) {
    assertEquals(
        1,
        shop.table
            .attempts()
            .heard(List.of(new HeardProgress(order, robot, percent, note, System.nanoTime()))));
  }

  @Test
  void an_order_that_took_two_robots_is_shown_with_both() throws Exception {
    shop.startWorker().run("robots", "add", "Robot1", "Robot2");
    shop.robots.when("Robot1", Robots.fails("no milk\u202e"));
    shop.robots.when("Robot2", Robots.MAKES);
    shop.run("order", "Green", "--id", "two");
    // A second answer of the robot that failed needs nothing more.
    shop.table.attempts().answered(new OrderId("two"), new RobotName("Robot1"));

    Ran ran = shop.run("orders", "show", "two");

    assertEquals(0, ran.exit(), ran.err());
    List<String> lines = ran.lines();
    assertTrue(
        lines.get(0).matches("Order two: Green, made by Robot2 in .*, attempt 2"), ran.out());
    assertTrue(ran.out().contains("[x] GetRobot x2"), ran.out());
    assertTrue(ran.out().contains("[x] SetRobotBroken ."), "it went on from there");
    assertTrue(ran.out().contains("reported a failure: no milk"), ran.out());
    assertTrue(ran.out().contains("answered 1 more time"), ran.out());
    assertFalse(ran.out().contains("What you can do"), "it was made");
    assertFalse(ran.out().contains("\u001b"));
    assertFalse(ran.out().contains("\u202e"));

    JsonNode json = json(shop.run("orders", "show", "smoothie-two", "-o", "json"));
    assertEquals("made", json.path("status").asText());
    assertEquals("Robot2", json.path("robot").asText());
    assertEquals(2, json.path("attempts").size());
    assertEquals("failed", json.path("attempts").path(0).path("outcome").asText());
    assertEquals(1, json.path("attempts").path(0).path("extra_answers").asInt());
    assertTrue(json.path("started").asText().matches("\\d{4}-\\d\\d-\\d\\dT.*Z"));
    assertEquals("GetRobot", json.path("path").path(0).path("stage").asText());
    assertTrue(json.path("failure").isMissingNode());
  }

  @Test
  void a_message_about_an_order_that_could_not_be_used_is_named_with_its_number() throws Exception {
    shop.run("order", "Green", "--id", "unheard", "--detach");
    String reason = "there is no TaskToken; its keys are tasktoken";
    shop.table
        .deadLetters()
        .add("robots/R:1.a/success", new byte[0], reason, new OrderId("unheard"));
    shop.table.deadLetters().add("robots/R2/success", new byte[0], reason);

    String shown = shop.run("orders", "show", "unheard").out();

    assertTrue(shown.contains("Messages that could not be used:\n"), shown);
    assertTrue(
        shown.contains(
            "UTC  robots/R:1.a/success: %s: smoothie dead-letters show 1\n".formatted(reason)),
        shown);
    assertFalse(shown.contains("robots/R2"), shown);
    JsonNode letters =
        json(shop.run("orders", "show", "unheard", "-o", "json")).path("dead_letters");
    assertEquals(1, letters.size());
    assertEquals(1, letters.path(0).path("id").asInt());
    assertEquals(reason, letters.path(0).path("reason").asText());
  }

  @Test
  void colours_light_the_path_unless_NO_COLOR_forbids_them() {
    shop.run("order", "Green", "--id", "c", "--detach");

    shop.with("CLICOLOR_FORCE", "1");
    assertTrue(shop.run("orders", "show", "c").out().contains("\u001b[33;1m▶ GetRobot"));
    shop.with("NO_COLOR", "1");
    String plain = shop.run("orders", "show", "c").out();
    assertTrue(plain.contains("[>] GetRobot"), plain);
    assertFalse(plain.contains("\u001b"));
  }

  /**
   * What robots took lately, longer than the present one will be at it: else nothing is estimated.
   */
  private void theEarlierOneTookHalfAMinute() throws SQLException {
    try (Connection connection = DriverManager.getConnection(shop.dbUrl());
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 5000");
      assertEquals(
          1,
          statement.executeUpdate(
              "UPDATE attempts SET started_at = started_at - 30000 WHERE outcome = 'succeeded'"));
    }
  }

  @Test
  void an_order_in_the_queue_shows_its_place_and_what_can_be_done() throws Exception {
    shop.startWorker().run("robots", "add", "Robot1");
    shop.robots.when("Robot1", Robots.MAKES);
    shop.run("order", "Earlier");
    theEarlierOneTookHalfAMinute();
    shop.robots.when("Robot1", Robots.SILENT);
    shop.run("order", "First", "--id", "first", "--detach");
    await().until(() -> !shop.table.attempts().of(new OrderId("first")).isEmpty());
    shop.run("order", "Second", "--id", "second", "--detach");
    await().until(() -> shop.table.queue().place(new OrderId("second")).isPresent());
    await()
        .until(
            () ->
                shop.run("orders", "show", "second")
                    .out()
                    .contains("it is in the queue for a free"));

    String text = shop.run("orders", "show", "second").out();
    assertTrue(text.matches("(?s).*, place 1, [0-9]+s to [0-9]+s to go.*"), text);
    assertTrue(text.contains("smoothie robots add NAME"), text);
    assertTrue(text.contains("smoothie orders cancel second"), text);
    JsonNode json = json(shop.run("orders", "show", "second", "-o", "json"));
    assertEquals("waiting", json.path("status").asText());
    assertEquals("queue", json.path("waits_for").path("kind").asText());
    assertEquals(1, json.path("waits_for").path("position").asInt());
    assertTrue(json.path("waits_for").path("estimate_high").asDouble() > 0, json.toString());
    String first = shop.run("orders", "show", "first").out();
    assertTrue(first.contains("Robot1 is making it, until"), first);

    JsonNode working = json(shop.run("orders", "list", "--status", "working", "-o", "json"));
    assertEquals(1, working.size());
    assertEquals("Robot1", working.path(0).path("robot").asText());
    JsonNode waiting = json(shop.run("orders", "list", "--status", "WAITING", "-o", "json"));
    assertEquals("second", waiting.path(0).path("id").asText());
    assertEquals(
        List.of("second", "first"),
        shop.run("orders", "list").lines().stream()
            .skip(1)
            .limit(2)
            .map(line -> line.split(" ", 2)[0])
            .toList());
    assertEquals(2, shop.run("orders", "list", "-n", "1").lines().size());
  }

  @Test
  void a_table_that_knows_nothing_of_an_order_leaves_it_to_its_history() throws Exception {
    shop.startWorker().run("robots", "add", "Robot1");
    shop.run("order", "Green", "--id", "g", "--detach", "--start-to-close=5m");
    await().until(() -> shop.run("orders", "show", "g").out().contains("Robot1 is making it"));

    for (String url :
        List.of("jdbc:sqlite:" + folder.resolve("other.db"), "jdbc:sqlite:/proc/none/x.db")) {
      String[] working = {"orders", "list", "--status", "working", "-o", "json", "--db-url", url};
      JsonNode list = json(shop.run(working));
      assertEquals("g", list.path(0).path("id").asText());
      assertEquals("working", list.path(0).path("status").asText());
      assertEquals("Robot1", list.path(0).path("robot").asText());
    }
    Ran without = shop.run("orders", "list", "--db-url", "jdbc:sqlite:/proc/none/x.db");
    assertTrue(without.err().startsWith("By their histories alone: "), without.err());
  }

  @Test
  void orders_that_are_over_are_listed_by_how_they_ended() throws Exception {
    shop.startWorker();
    shop.run("order", "None", "--id", "none");
    shop.run("robots", "add", "Robot1");
    shop.robots.when("Robot1", Robots.MAKES);
    shop.run("order", "Made", "--id", "made");
    shop.robots.when("Robot1", Robots.SILENT);
    shop.run("order", "Held", "--id", "held", "--detach");
    await().until(() -> shop.table.attempts().of(new OrderId("held")).size() == 1);
    shop.run("order", "Gone", "--id", "gone", "--detach");
    await().until(() -> shop.table.queue().place(new OrderId("gone")).isPresent());
    assertEquals(0, shop.run("orders", "cancel", "gone").exit());
    assertEquals(5, shop.run("orders", "show", "gone", "--follow").exit());

    assertEquals("none", only("failed").path("id").asText());
    assertEquals("gone", only("cancelled").path("id").asText());
    assertEquals("made", only("made").path("id").asText());
    assertEquals("Made", only("made").path("smoothie").asText());
    Ran late = shop.run("orders", "cancel", "made");
    assertEquals(1, late.exit());
    assertEquals("TOO_LATE", late.out().strip());
    Ran failed = shop.run("orders", "show", "none", "--follow");
    assertEquals(3, failed.exit());
    assertTrue(failed.out().contains("there is no robot in the table"), failed.out());
    assertTrue(failed.out().contains("smoothie robots list"), failed.out());
  }

  @Test
  void following_as_JSON_is_a_line_for_every_change() throws Exception {
    shop.startWorker().run("robots", "add", "Robot1");
    shop.robots.when("Robot1", Robots.MAKES);
    shop.run("order", "Green", "--id", "f", "--detach");

    Ran ran = shop.run("orders", "show", "f", "--follow", "-o", "json");

    assertEquals(0, ran.exit(), ran.err());
    for (String line : ran.lines()) {
      assertEquals("f", new ObjectMapper().readTree(line).path("id").asText());
    }
    String last = ran.lines().get(ran.lines().size() - 1);
    assertEquals("made", new ObjectMapper().readTree(last).path("status").asText());
  }

  @Test
  void an_order_is_shown_without_the_table_too() {
    shop.run("order", "Green", "--id", "t", "--detach");

    Ran ran = shop.run("orders", "show", "t", "--db-url", "jdbc:sqlite:/proc/none/x.db");

    assertEquals(0, ran.exit(), ran.err());
    assertTrue(ran.out().contains("Attempts and queue are left out: "), ran.out());
  }

  @Test
  void an_order_is_shown_where_no_state_folder_can_be_made_too() {
    shop.run("order", "Green", "--id", "t", "--detach");

    Ran ran =
        Shop.ran(
            new Surroundings(Map.of(), Path.of("/proc/none")),
            List.of("orders", "show", "t", "--temporal-address=" + shop.address()));

    assertEquals(0, ran.exit(), ran.err());
    assertTrue(ran.out().contains("Attempts and queue are left out: "), ran.out());
  }

  @Test
  void a_cancel_that_no_worker_answers_is_not_confirmed() {
    shop.run("order", "Green", "--id", "n", "--detach");

    Ran ran = shop.run("orders", "cancel", "n");

    assertEquals(4, ran.exit());
    assertTrue(ran.err().contains("not confirmed: it may still be cancelled"), ran.err());
  }

  @Test
  void bad_input_gets_a_sentence() {
    shop.assertRefused(1, "There is no order nobody", "orders", "show", "nobody");
    shop.assertRefused(1, "There is no order nobody", "orders", "show", "nobody", "--follow");
    shop.assertRefused(1, "There is no order nobody", "orders", "cancel", "nobody");
    shop.assertRefused(2, "is not an order ID", "orders", "cancel", "a/b");
    shop.assertRefused(2, "is not an order ID", "orders", "show", "smoothie-smoothie-x");
    shop.assertRefused(2, "'lost'", "orders", "list", "--status", "lost");
    shop.assertRefused(
        2, "--wait-timeout is for --follow", "orders", "show", "nobody", "--wait-timeout=1s");
    shop.assertRefused(2, "-n is 0; it goes from 1 to 1000", "orders", "list", "-n", "0");
    shop.assertRefused(
        4, "Temporal does not answer at", "orders", "list", "--temporal-address", "127.0.0.1:1");
  }

  @Test
  void every_help_shows_an_example() {
    for (String command :
        List.of(
            "up",
            "demo",
            "worker",
            "gateway",
            "robot",
            "order",
            "orders",
            "orders show",
            "orders list",
            "orders cancel",
            "robots",
            "robots list",
            "robots add",
            "robots remove",
            "robots repair",
            "robots reset",
            "dead-letters",
            "dead-letters list",
            "dead-letters show",
            "dead-letters purge")) {
      Ran ran =
          Shop.ran(new Surroundings(Map.of(), folder), List.of((command + " --help").split(" ")));
      assertEquals(0, ran.exit(), command);
      assertTrue(ran.out().contains("Example"), ran.out());
      assertTrue(ran.out().contains("  smoothie " + command.split(" ", 2)[0]), ran.out());
    }
  }

  private JsonNode only(String status) throws Exception {
    JsonNode list = json(shop.run("orders", "list", "--status", status, "-o", "json"));
    assertEquals(1, list.size(), list.toString());
    return list.path(0);
  }

  private static JsonNode json(Ran ran) throws Exception {
    assertEquals(0, ran.exit(), ran.err());
    return new ObjectMapper().readTree(ran.out());
  }
}
