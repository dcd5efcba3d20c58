package io.smoothie.cli.robots;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smoothie.activities.table.Robot;
import io.smoothie.activities.table.RobotStatus;
import io.smoothie.activities.table.TableException;
import io.smoothie.cli.testing.Robots;
import io.smoothie.cli.testing.Shop;
import io.smoothie.cli.testing.Shop.Ran;
import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.ClaimRequest;
import io.smoothie.workflow.OrderActivities.BrokenRequest;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.temporal.TemporalNamespace;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RobotsCommandTest {
  private static final RobotName ROBOT1 = new RobotName("Robot1");
  private static final OrderId OVER = new OrderId("over");

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
  void robots_are_added_once() {
    Ran ran = shop.run("robots", "add", "Robot2", "Robot1", "Robot1");
    assertEquals("Robot2 added.\nRobot1 added.\n", ran.out());
    assertEquals(0, ran.exit(), ran.err());

    Ran again = shop.run("robots", "add", "Robot1", "Robot3");
    assertEquals(0, again.exit());
    assertEquals("Robot1 is there already; nothing changed.\nRobot3 added.\n", again.out());
  }

  @Test
  void adding_needs_no_Temporal() {
    Ran ran = shop.run("robots", "add", "Robot1", "--temporal-address", "127.0.0.1:1");

    assertEquals(0, ran.exit(), ran.err());
  }

  @Test
  void a_table_that_another_program_keeps_locked_is_a_sentence() throws Exception {
    try (Connection other = DriverManager.getConnection(shop.table.shown());
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      Ran ran = shop.run("robots", "add", "Robot1");
      assertEquals(4, ran.exit(), ran.err());
      assertTrue(ran.err().contains("locked for longer than this could wait"), ran.err());
      assertEquals(1, ran.err().lines().count(), ran.err());
    }
    assertEquals(0, shop.run("robots", "add", "Robot1").exit());
  }

  @Test
  void the_list_tells_status_order_and_why() throws Exception {
    shop.run("robots", "add", "Robot1", "Robot2");
    assertEquals(RobotStatus.ONLINE, robot().status());
    brokenBy(OVER, "no milk \u001b[31m");
    shop.table.attempts().answered(OVER, ROBOT1);

    Ran text = shop.run("robots", "list");
    assertTrue(
        text.lines().get(1).matches("Robot1  BROKEN  \\S+Z +over +no milk \\[31m; answered late"),
        text.out());
    JsonNode json = new ObjectMapper().readTree(shop.run("robots", "list", "-o", "json").out());
    assertEquals("BROKEN", json.path(0).path("status").asText());
    assertEquals(1, json.path(0).path("late_answers").asInt());
    assertEquals("over", json.path(0).path("broken_by").asText());
    assertTrue(json.path(0).has("broken_reason"));
    assertEquals("ONLINE", json.path(1).path("status").asText());
    assertTrue(json.path(1).path("said_at").isMissingNode());
    assertTrue(json.path(1).path("order").isMissingNode());
  }

  @Test
  void an_empty_table_says_how_to_add_a_robot() {
    Ran ran = shop.run("robots", "list");

    assertEquals(0, ran.exit());
    assertEquals("", ran.out());
    assertTrue(ran.err().contains("smoothie robots add Robot1"));
    assertEquals("[ ]", shop.run("robots", "list", "-o", "json").out().strip());
  }

  @Test
  void a_broken_robot_is_repaired() {
    shop.run("robots", "add", "Robot1");
    brokenBy(OVER, "no milk");

    Ran ran = shop.run("robots", "repair", "Robot1");

    assertEquals(0, ran.exit(), ran.err());
    assertEquals("Robot1 repaired.\n", ran.out());
    assertEquals(RobotStatus.ONLINE, robot().status());
    assertEquals(
        "Robot1 was well (ONLINE); nothing changed.\n",
        shop.run("robots", "repair", "Robot1").out());
  }

  @Test
  void a_robot_that_said_that_it_is_away_is_brought_back_by_name() {
    shop.run("robots", "add", "Robot1");
    shop.table.robots().presence(ROBOT1, false, false);

    assertEquals(
        "Robot1 repaired; it had said that it is away, and counts as ONLINE again.\n",
        shop.run("robots", "repair", "Robot1").out());
    assertEquals(RobotStatus.ONLINE, robot().status());
    shop.table.robots().presence(ROBOT1, false, false);
    assertEquals("No robot needs repair.\n", shop.run("robots", "repair", "--all").out());
    assertEquals(RobotStatus.OFFLINE, robot().status());

    Ran ran = shop.run("robots", "online", "Robot1", "Robot9");

    assertEquals(1, ran.exit());
    assertEquals("Robot1 counts as ONLINE again.\n", ran.out());
    assertTrue(ran.err().contains("There is no robot Robot9"), ran.err());
    assertEquals(RobotStatus.ONLINE, robot().status());
    assertEquals(
        "Robot1 has not said that it is away (ONLINE); nothing changed.\n",
        shop.run("robots", "online", "Robot1").out());
  }

  @Test
  void a_broken_robot_that_is_away_says_what_is_left_to_do() {
    shop.run("robots", "add", "Robot1");
    brokenBy(OVER, "no milk");
    shop.table.robots().presence(ROBOT1, false, false);

    assertEquals(
        "Robot1 counts as there again, but is BROKEN: smoothie robots repair Robot1\n",
        shop.run("robots", "online", "Robot1").out());
    shop.table.robots().presence(ROBOT1, false, false);
    assertEquals(
        "Robot1 repaired; it is OFFLINE until it connects again, or: smoothie robots online"
            + " Robot1.\n",
        shop.run("robots", "repair", "--all").out());
    assertEquals(RobotStatus.OFFLINE, robot().status());
  }

  @Test
  void a_waiting_order_says_that_only_a_robot_that_is_away_is_left_and_gets_it_when_it_is_there() {
    shop.startWorker().run("robots", "add", "aa:bb.cc");
    RobotName name = new RobotName("aa:bb.cc");
    shop.table.robots().presence(name, false, false);
    shop.robots.when("aa:bb.cc", Robots.MAKES);
    shop.run("order", "Green", "--id", "waits", "--detach");
    // The table knows of the waiter before the workflow task that queued it is in the history.
    await()
        .untilAsserted(
            () -> {
              String shown = shop.run("orders", "show", "waits").out();
              assertTrue(shown.contains("; aa:bb.cc said that it is away, "), shown);
              assertTrue(
                  shown.contains("If aa:bb.cc is there: smoothie robots online aa:bb.cc"), shown);
            });

    assertEquals(0, shop.run("robots", "online", "aa:bb.cc").exit());
    assertEquals(0, shop.run("orders", "show", "waits", "--follow").exit());
  }

  @Test
  void a_robot_is_freed_from_an_order_that_Temporal_does_not_know() {
    shop.run("robots", "add", "Robot1");
    claim(OVER);

    Ran ran = shop.run("robots", "repair", "--all");

    assertEquals(0, ran.exit(), ran.err());
    assertEquals("Robot1 repaired, and free of order over, which is over.\n", ran.out());
    assertEquals(RobotStatus.ONLINE, robot().status());
    assertEquals("No robot needs repair.\n", shop.run("robots", "repair", "--all").out());
  }

  @Test
  void reset_and_remove_free_a_robot_from_an_order_that_is_over() {
    shop.run("robots", "add", "Robot1");
    claim(OVER);

    Ran reset = shop.run("robots", "reset");

    assertEquals(0, reset.exit(), reset.err());
    assertNull(robot().order());
    claim(new OrderId("over-too"));

    Ran remove = shop.run("robots", "remove", "Robot1");

    assertEquals(0, remove.exit(), remove.err());
    assertTrue(shop.table.robots().find(ROBOT1).isEmpty());
  }

  @Test
  void adding_with_another_namespace_takes_nothing_from_orders_that_wait() {
    shop.startWorker().run("robots", "add", "Robot1");
    shop.run("order", "Green", "--id", "first", "--detach", "--start-to-close=5m");
    await().until(() -> robot().order() != null);
    shop.run("order", "Green", "--id", "second", "--detach");
    await().until(() -> shop.table.queue().length() == 1);

    Ran ran = shop.run("robots", "add", "Robot2", "--temporal-namespace", "elsewhere");

    assertEquals(0, ran.exit(), ran.err());
    assertTrue(ran.err().contains("its reaper sees to that"), ran.err());
    assertEquals(
        new OrderId("second"),
        shop.table.robots().find(new RobotName("Robot2")).orElseThrow().order());
  }

  @Test
  void a_robot_of_a_running_order_is_left_to_it() {
    OrderId running = working();

    for (String[] command :
        new String[][] {
          {"robots", "repair", "Robot1"}, {"robots", "remove", "Robot1"}, {"robots", "reset"}
        }) {
      Ran ran = shop.run(command);
      assertEquals(1, ran.exit());
      assertTrue(ran.err().contains("order running, which is running, has it"), ran.err());
      assertEquals(running, robot().order());
    }
    Ran all = shop.run("robots", "repair", "--all");
    assertEquals(0, all.exit(), "a robot that is well and at work needs no repair");
  }

  @Test
  void nothing_changes_when_Temporal_cannot_be_asked() {
    shop.run("robots", "add", "Robot1");
    claim(OVER);

    for (String command : new String[] {"repair", "remove"}) {
      Ran ran = shop.run("robots", command, "Robot1", "--temporal-address", "127.0.0.1:1");
      assertEquals(4, ran.exit());
      assertTrue(ran.err().contains("Temporal does not answer at 127.0.0.1:1"));
    }
    assertEquals(4, shop.run("robots", "reset", "--temporal-address", "127.0.0.1:1").exit());
    assertEquals(OVER, robot().order());
    assertEquals(1, shop.table.robots().list().size());
  }

  @Test
  void a_table_of_another_namespace_is_left_alone() {
    shop.run("robots", "add", "Robot1");
    shop.table.belongTo(shop.temporal.ask());
    claim(OVER);

    Ran ran = shop.run("robots", "repair", "Robot1", "--temporal-namespace", "elsewhere");

    assertTrue(ran.exit() != 0);
    assertTrue(ran.err().contains("default"), ran.err());
    assertEquals(OVER, robot().order());
  }

  @Test
  void a_table_of_another_Temporal_is_left_alone_until_it_is_taken_over() {
    shop.run("robots", "add", "Robot1");
    shop.table.belongTo(new TemporalNamespace("default", "its-id", "other:7233"));
    claim(OVER);

    for (String command : List.of("repair", "remove")) {
      Ran ran = shop.run("robots", command, "Robot1");
      assertEquals(4, ran.exit());
      assertTrue(ran.err().contains("\"default\" with ID its-id, last reached at other:7233"));
      assertTrue(ran.err().contains("1 robot held by its orders and 0 waiting orders"), ran.err());
      assertTrue(ran.err().contains("smoothie robots take-over"), ran.err());
    }
    assertEquals(4, shop.run("robots", "reset").exit());
    assertThrows(TableException.class, shop::startWorker);
    assertEquals(OVER, robot().order());

    Ran taken = shop.run("robots", "take-over");
    assertEquals(0, taken.exit(), taken.err());
    assertTrue(taken.out().contains("no longer that of default its-id: 1 robot freed, 0 orders"));
    assertNull(robot().order());
    assertTrue(shop.run("robots", "take-over").out().contains("nothing changed"));
    assertEquals(0, shop.run("robots", "repair", "Robot1").exit());
  }

  @Test
  void a_row_that_cannot_be_read_is_named_and_the_rest_is_listed() {
    shop.run("robots", "add", "Robot1");
    try (Connection connection = DriverManager.getConnection(shop.dbUrl());
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO robots (name, since) VALUES ('bad name!', 0)");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }

    for (String command : List.of("list", "reset")) {
      Ran ran = shop.run("robots", command);
      assertEquals(0, ran.exit(), ran.err());
      assertTrue(ran.err().startsWith("Passed over: table robots has a row whose name"), ran.err());
    }
  }

  @Test
  void a_late_answer_is_forgotten_once_its_robot_is_repaired() {
    shop.run("robots", "add", "Robot1");
    brokenBy(OVER, "no milk");
    shop.table.attempts().answered(OVER, ROBOT1);
    assertTrue(shop.run("robots", "list").out().contains("no milk; answered late"));

    shop.run("robots", "repair", "Robot1");

    assertFalse(shop.run("robots", "list").out().contains("late"));
  }

  @Test
  void a_waiting_order_gets_a_robot_that_is_repaired() {
    shop.startWorker().run("robots", "add", "Robot1");
    brokenBy(OVER, "no milk");
    shop.robots.when("Robot1", Robots.MAKES);
    shop.run("order", "Green", "--id", "waits", "--detach");
    await().until(() -> shop.table.queue().length() == 1);

    shop.run("robots", "repair", "Robot1");

    assertEquals(0, shop.run("orders", "show", "waits", "--follow").exit());
  }

  @Test
  void removed_robots_are_gone_and_unknown_ones_are_named() {
    shop.run("robots", "add", "Robot1");

    Ran ran = shop.run("robots", "remove", "Robot1", "Robot9");

    assertEquals(1, ran.exit());
    assertEquals("Robot1 removed.\n", ran.out());
    assertTrue(ran.err().contains("There is no robot Robot9"), ran.err());
    assertEquals(0, shop.table.robots().list().size());
  }

  @Test
  void reset_brings_the_demos_robots_back_and_leaves_others_alone() {
    shop.run("robots", "add", "Robot1", "Zed");
    brokenBy(OVER, "no milk");
    shop.table.robots().presence(ROBOT1, false, false);
    shop.table.robots().presence(new RobotName("Zed"), false, false);

    Ran ran = shop.run("robots", "reset");

    assertEquals(0, ran.exit(), ran.err());
    assertEquals(
        "[ONLINE, ONLINE, OFFLINE]",
        shop.table.robots().list().stream().map(Robot::status).toList().toString());
    assertTrue(ran.out().contains("Robot2 added."), ran.out());
  }

  @Test
  void bad_input_gets_a_sentence() {
    shop.assertRefused(2, "is not a robot's name", "robots", "add", "a/b");
    shop.assertRefused(2, "is not a robot's name", "robots", "repair", "x\u202e");
    shop.assertRefused(2, "Which robots: their names, or --all?", "robots", "repair");
    shop.assertRefused(2, "Which robots: their names, or --all?", "robots", "repair", "A", "--all");
    shop.assertRefused(2, "NAME", "robots", "add");
    shop.assertRefused(1, "There is no robot Robot9", "robots", "repair", "Robot9");
    shop.assertRefused(
        4, "/proc/none", "robots", "list", "--db-url", "jdbc:sqlite:/proc/none/x.db");
  }

  private OrderId working() {
    shop.startWorker().run("robots", "add", "Robot1");
    shop.run("order", "Green", "--id", "running", "--detach", "--start-to-close=5m");
    await().until(() -> robot().order() != null);
    return new OrderId("running");
  }

  private void claim(OrderId order) {
    shop.table.claims().claim(new ClaimRequest(order, 1, 3, Instant.EPOCH, false));
  }

  private void brokenBy(OrderId order, String reason) {
    claim(order);
    shop.table
        .claims()
        .broken(new BrokenRequest(order, 1, ROBOT1, AttemptOutcome.TIMED_OUT, reason));
  }

  private Robot robot() {
    return shop.table.robots().find(ROBOT1).orElseThrow();
  }
}
