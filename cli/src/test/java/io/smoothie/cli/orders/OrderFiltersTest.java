package io.smoothie.cli.orders;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smoothie.cli.testing.Robots;
import io.smoothie.cli.testing.Shop;
import io.smoothie.cli.testing.Shop.Ran;
import io.smoothie.workflow.OrderId;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which orders commands mean: by filters, by the beginning of an ID, several at once. */
class OrderFiltersTest {
  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void open() throws Exception {
    shop = new Shop(folder);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  /** One failed, one made by Robot1, one that Robot1 has, and two that wait. */
  private void fiveOrders() {
    shop.startWorker();
    shop.run("order", "Red", "--id=failed-1");
    shop.run("robots", "add", "Robot1");
    shop.robots.when("Robot1", Robots.MAKES);
    shop.run("order", "Red", "--id=made-1");
    shop.robots.when("Robot1", Robots.SILENT);
    shop.run("order", "Green", "--id=works-1", "--detach", "--start-to-close=10m");
    await().until(() -> !shop.table.attempts().of(new OrderId("works-1")).isEmpty());
    for (String id : List.of("waits-1", "waits-2")) {
      shop.run("order", id.equals("waits-1") ? "Red" : "Green", "--id=" + id, "--detach");
      await().until(() -> shop.table.queue().place(new OrderId(id)).isPresent());
    }
  }

  @Test
  void orders_are_listed_by_status_robot_smoothie_failure_and_time() throws Exception {
    fiveOrders();
    assertEquals("waits-2\nwaits-1\nworks-1\nmade-1\nfailed-1\n", ids());
    assertEquals("made-1\nfailed-1\n", ids("--status", "failed,made"));
    assertEquals("waits-2\nwaits-1\nfailed-1\n", ids("--status=waiting", "--status=failed"));
    assertEquals("works-1\nmade-1\n", ids("--robot", "Robot1"));
    assertEquals("waits-1\nmade-1\nfailed-1\n", ids("--smoothie", "Red"));
    assertEquals("failed-1\n", ids("--failure", "NoRobotAvailable"));
    assertEquals("", ids("--failure", "RobotTimedOut"));
    assertEquals("", ids("--status", "made", "--failure", "NoRobotAvailable"));
    assertEquals("", ids("--until", "1h"));
    assertEquals("works-1\n", ids("--since", "1h", "--smoothie=Green", "--status=working"));
    assertEquals("", ids("--since", "2099-01-01"));

    Ran wide = shop.run("orders", "list", "-o", "wide", "--status=failed,made");
    assertTrue(wide.lines().get(0).endsWith("ATTEMPTS  REASON"), wide.out());
    assertTrue(wide.lines().get(1).matches("made-1 .* Red +1 *"), wide.out());
    assertTrue(
        wide.lines().get(2).matches("failed-1 .*  0 .*there is no robot in the table.*"),
        wide.out());
    JsonNode json = json(shop.run("orders", "list", "-o", "json"));
    assertEquals(1, json.path(2).path("attempts").asInt(), "it works");
    assertEquals(0, json.path(1).path("attempts").asInt(), "it waits");
  }

  @Test
  void a_list_that_is_cut_says_of_how_many() {
    fiveOrders();
    assertCut("2 of 5 orders; -n shows more", "-n", "2");
    assertCut("1 of 2 orders", "-n", "1", "--status=waiting");
    assertCut("The newest 1; there are more", "-n", "1", "--smoothie=Red");
    assertEquals("", shop.run("orders", "list", "-n", "5").err());
  }

  private void assertCut(String words, String... options) {
    Ran ran = list(options);
    assertTrue(ran.err().contains(words), ran.err());
  }

  @Test
  void latest_and_the_beginning_of_an_id_stand_for_an_order_if_there_is_but_one() {
    fiveOrders();
    Ran latest = shop.run("orders", "show", "latest");
    assertTrue(latest.out().startsWith("Order waits-2: "), latest.out());
    assertEquals("latest is order waits-2.", latest.err().strip());
    assertTrue(shop.run("orders", "show", "mad").out().startsWith("Order made-1: "));
    shop.assertRefused(
        1, "Several orders begin with wa: waits-1, waits-2.", "orders", "show", "wa");
    shop.assertRefused(1, "Several orders begin with wa", "orders", "cancel", "wa");
    shop.assertRefused(1, "There is no order none", "orders", "show", "none");
    shop.assertRefused(1, "There is no order smoot", "orders", "show", "smoot");

    Ran priority = shop.run("orders", "set-priority", "waits-2", "1");
    assertTrue(priority.out().contains("Order waits-2 has priority 1 now, place 1"));
    assertTrue(shop.run("orders", "set-priority", "latest", "5").out().contains("Order waits-2"));
    shop.assertRefused(1, "Several orders begin with w", "orders", "set-priority", "w", "1");
    shop.assertRefused(1, "Order m does not wait", "orders", "set-priority", "m", "1");

    shop.run("order", "Red", "--id=wa", "--detach");
    assertTrue(shop.run("orders", "show", "wa").out().startsWith("Order wa: "), "the whole ID");
    Ran cancelled = shop.run("orders", "cancel", "waits-1");
    assertEquals("ACCEPTED", cancelled.out().strip());
  }

  @Test
  void several_orders_are_cancelled_each_by_its_name() throws Exception {
    fiveOrders();
    Ran text = shop.run("orders", "cancel", "waits-1", "made-1", "none");
    assertEquals(1, text.exit());
    assertEquals("waits-1  ACCEPTED\nmade-1  TOO_LATE\nnone  FAILED\n", text.out());
    assertTrue(text.err().contains("There is no order none"), text.err());
    Ran json = shop.run("orders", "cancel", "waits-1", "none", "-o", "json");
    JsonNode list = new ObjectMapper().readTree(json.out());
    assertEquals("ACCEPTED", list.path(0).path("answer").asText());
    assertEquals("none", list.path(1).path("id").asText());
    assertTrue(list.path(1).path("message").asText().startsWith("There is no order"));
    assertTrue(list.path(1).path("exit_code").isMissingNode());
  }

  @Test
  void all_that_wait_are_cancelled_only_if_that_is_wanted() {
    fiveOrders();
    String[] waiting = {"orders", "cancel", "--status", "waiting"};
    shop.assertRefused(1, "2 orders would be cancelled. Nothing is done", waiting);
    Ran green = shop.run("orders", "cancel", "--status=waiting", "--smoothie=Green", "--yes");
    assertEquals("waits-2  ACCEPTED\n", green.out(), green.err());
    await().until(() -> shop.table.queue().length() == 1);
    assertEquals(
        "waits-1  ACCEPTED\n", shop.run("orders", "cancel", "--status=waiting", "-y").out());
    await().until(() -> shop.table.queue().length() == 0);
    Ran none = shop.run("orders", "cancel", "--status=waiting", "-y");
    assertEquals(0, none.exit());
    assertTrue(none.err().contains("There are no such orders."), none.err());
    shop.assertRefused(2, "one of the two", "orders", "cancel");
    shop.assertRefused(2, "one of the two", "orders", "cancel", "a", "--status=waiting");
    shop.assertRefused(2, "orders that are not over", "orders", "cancel", "--status=made", "-y");
    shop.assertRefused(2, "orders that are not over", "orders", "cancel", "--smoothie=Red", "-y");
  }

  private String ids(String... options) {
    Ran ran = list(options);
    assertEquals(0, ran.exit(), ran.err());
    return shop.run(with(options, "-q")).out();
  }

  private Ran list(String... options) {
    return shop.run(with(options));
  }

  private static String[] with(String[] options, String... more) {
    List<String> all = new java.util.ArrayList<>(List.of("orders", "list"));
    all.addAll(List.of(options));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static JsonNode json(Ran ran) throws Exception {
    assertEquals(0, ran.exit(), ran.err());
    return new ObjectMapper().readTree(ran.out());
  }
}
