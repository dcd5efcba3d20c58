package io.smoothie.cli.orders;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smoothie.cli.testing.Robots;
import io.smoothie.cli.testing.Shop;
import io.smoothie.cli.testing.Shop.Ran;
import io.smoothie.workflow.FailureType;
import io.smoothie.workflow.JobData;
import io.smoothie.workflow.OrderActivities.EndRequest;
import io.smoothie.workflow.OrderEnding;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderOutcome;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.Stage;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedriveCommandTest {
  private static final OrderRequest REQUEST =
      OrderRequest.of("Green").withPriority(2).withParams(JobData.parse("{\"ice\":false}"));

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

  @Test
  void a_failed_order_is_placed_again_with_what_it_asked_for_and_each_names_the_other()
      throws Exception {
    shop.startWorker();
    shop.run(
        "order", "Green", "--id=o", "--priority=2", "--param-json={\"ice\":false}", "--attempts=1");
    shop.run("robots", "add", "Robot1");
    shop.robots.when("Robot1", Robots.MAKES);

    Ran redriven = shop.run("orders", "redrive", "o");
    assertEquals(0, redriven.exit(), redriven.err());
    assertEquals("o.2", redriven.out().strip());
    assertTrue(redriven.err().contains("Order o is placed again, as o.2."), redriven.err());

    Ran followed = shop.run("orders", "show", "o.2", "--follow");
    assertEquals(0, followed.exit(), followed.err());
    assertTrue(followed.out().contains("It is order o, placed again"), followed.out());
    JsonNode again = json(shop.run("orders", "show", "o.2", "-o", "json"));
    assertEquals("o", again.path("redrive_of").asText());
    JsonNode asked = again.path("request");
    assertEquals(2, asked.path("priority").asInt());
    assertEquals(1, asked.path("attempts").asInt());
    assertEquals("{\"ice\":false}", asked.path("params").toString());
    String first = shop.run("orders", "show", "o").out();
    assertTrue(first.contains("It was placed again as o.2 (made)"), first);
    JsonNode redrives = json(shop.run("orders", "show", "o", "-o", "json")).path("redrives");
    assertEquals("[{\"id\":\"o.2\",\"status\":\"made\"}]", redrives.toString());
  }

  @Test
  void a_redrive_that_is_repeated_is_one_until_that_order_has_failed_too() {
    shop.startWorker();
    shop.run("order", "Green", "--id=o");
    assertEquals("o.2", shop.run("orders", "redrive", "o").out().strip());
    shop.run("orders", "show", "o.2", "--follow");
    // There is no robot, so that each fails at once.
    assertEquals("o.3", shop.run("orders", "redrive", "o").out().strip());
    shop.run("orders", "show", "o.3", "--follow");

    shop.run("robots", "add", "Robot1");
    shop.robots.when("Robot1", Robots.SILENT);
    assertEquals("o.4", shop.run("orders", "redrive", "o.2").out().strip(), "not o.2.2");
    Ran again = shop.run("orders", "redrive", "o", "o.3");
    assertEquals("o.4\no.4\n", again.out());
    assertTrue(again.err().contains("Order o runs again already, as o.4."), again.err());
    assertEquals(0, again.exit());
  }

  @Test
  void one_that_was_made_or_runs_is_refused_and_so_is_one_that_there_is_not() throws Exception {
    shop.startWorker().run("robots", "add", "Robot1");
    shop.robots.when("Robot1", Robots.MAKES);
    shop.run("order", "Green", "--id=made");
    shop.robots.when("Robot1", Robots.SILENT);
    shop.run("order", "Green", "--id=runs", "--detach");
    await().until(() -> !shop.table.attempts().of(new OrderId("runs")).isEmpty());

    shop.assertRefused(1, "Order made was made.", "orders", "redrive", "made");
    shop.assertRefused(1, "Order runs still runs", "orders", "redrive", "runs");
    shop.assertRefused(1, "There is no order none", "orders", "redrive", "none");
    Ran json = shop.run("orders", "redrive", "made", "none", "-o", "json");
    assertEquals(1, json.exit());
    JsonNode list = new ObjectMapper().readTree(json.out());
    assertEquals("refused", list.path(0).path("result").asText());
    assertEquals("none", list.path(1).path("id").asText());
  }

  @Test
  void an_order_that_temporal_has_forgotten_is_listed_shown_and_redriven() throws Exception {
    forgotten("old", OrderOutcome.FAILED, FailureType.ROBOT_TIMED_OUT);

    JsonNode listed = json(shop.run("orders", "list", "-o", "json"));
    assertEquals("old", listed.path(0).path("id").asText());
    assertEquals(2, listed.path(0).path("attempts").asInt());
    assertEquals("Order old failed.", listed.path(0).path("failure").path("message").asText());
    Ran shown = shop.run("orders", "show", "old");
    assertEquals(0, shown.exit(), shown.err());
    assertTrue(shown.out().startsWith("Order old: Green, failed"), shown.out());
    assertTrue(shown.out().contains("Temporal has forgotten this order"), shown.out());
    JsonNode json = json(shop.run("orders", "show", "old", "-o", "json"));
    assertEquals("RobotTimedOut", json.path("failure").path("type").asText());
    assertEquals("false", json.path("request").path("params").path("ice").asText());
    assertEquals(3, shop.run("orders", "show", "old", "--follow").exit());

    assertEquals("old.2", shop.run("orders", "redrive", "old").out().strip());
    assertEquals(
        REQUEST, shop.orders.find(new OrderId("old.2")).orElseThrow().request().orElseThrow());
    assertTrue(shop.run("orders", "show", "old").out().contains("placed again as old.2 (running)"));
  }

  @Test
  void all_that_failed_lately_are_redriven_only_if_that_is_wanted() {
    forgotten("a", OrderOutcome.FAILED, FailureType.ROBOT_TIMED_OUT);
    forgotten("b", OrderOutcome.FAILED, FailureType.NO_ROBOT_AVAILABLE);
    forgotten("c", OrderOutcome.CANCELLED, FailureType.ORDER_CANCELLED);

    String[] all = {"orders", "redrive", "--failed-since", "1h"};
    shop.assertRefused(1, "2 orders failed since", all);
    shop.assertRefused(1, "say --yes to have it done", all);
    Ran some =
        shop.run("orders", "redrive", "--failed-since", "1h", "--type", "RobotTimedOut", "--yes");
    assertEquals("a.2", some.out().strip(), some.err());
    Ran both = shop.run("orders", "redrive", "--failed-since", "1h", "-y");
    assertEquals("a.2\nb.2\n", both.out(), both.err());
    Ran none = shop.run("orders", "redrive", "--failed-since", "1h", "--type", "RobotFailed", "-y");
    assertEquals(0, none.exit());
    assertTrue(none.err().contains("No order failed with RobotFailed since"), none.err());
  }

  @Test
  void an_order_and_its_redrive_that_both_failed_run_again_as_one() {
    forgotten("a", OrderOutcome.FAILED, FailureType.ROBOT_TIMED_OUT);
    forgotten("a.2", OrderOutcome.FAILED, FailureType.ROBOT_TIMED_OUT);
    shop.startWorker();
    Redrives redrives = new Redrives(shop.orders, shop.table, Shop.QUEUE);

    assertEquals(new OrderId("a.3"), redrives.redrive(new OrderId("a")).as());
    // There is no robot, so that it fails at once.
    shop.run("orders", "show", "a.3", "--follow");
    Redriven second = redrives.redrive(new OrderId("a.2"));

    assertEquals(Redriven.Result.RUNS, second.result(), second.message());
    assertEquals(new OrderId("a.3"), second.as());
  }

  @Test
  void one_that_may_be_several_does_not_keep_the_others_and_all_are_reported() throws Exception {
    forgotten("table-1", OrderOutcome.FAILED, FailureType.ROBOT_TIMED_OUT);
    forgotten("table-2", OrderOutcome.FAILED, FailureType.ROBOT_TIMED_OUT);
    forgotten("c", OrderOutcome.FAILED, FailureType.ROBOT_TIMED_OUT);

    Ran ran = shop.run("orders", "redrive", "table", "c", "-o", "json");

    assertEquals(1, ran.exit());
    assertTrue(ran.err().contains("Several orders begin with table"), ran.err());
    JsonNode told = new ObjectMapper().readTree(ran.out());
    assertEquals("refused", told.path(0).path("result").asText(), ran.out());
    assertEquals("c.2", told.path(1).path("as").asText(), ran.out());
  }

  @Test
  void an_order_that_only_the_table_knows_is_not_told_to_be_itself() {
    forgotten("old", OrderOutcome.FAILED, FailureType.ROBOT_TIMED_OUT);

    Ran ran = shop.run("orders", "cancel", "old", "-o", "json");

    assertEquals(1, ran.exit(), ran.err());
    assertFalse(ran.err().contains("is order old"), ran.err());
  }

  @Test
  void bad_input_is_refused_with_a_sentence() {
    shop.assertRefused(2, "one of the two", "orders", "redrive");
    shop.assertRefused(2, "one of the two", "orders", "redrive", "a", "--failed-since", "1h");
    shop.assertRefused(2, "--type is for --failed-since", "orders", "redrive", "a", "--type", "X");
    shop.assertRefused(2, "\"soon\" is not a time", "orders", "redrive", "--failed-since", "soon");
    String longest = "x".repeat(99);
    forgotten(longest, OrderOutcome.FAILED, FailureType.ROBOT_TIMED_OUT);
    shop.assertRefused(1, "is too long for a number behind it", "orders", "redrive", longest);
  }

  @Test
  void another_order_that_has_the_next_number_is_left_alone() {
    forgotten("v", OrderOutcome.FAILED, FailureType.ROBOT_TIMED_OUT);
    shop.run("order", "Another", "--id=v.2", "--detach");
    assertEquals("v.3", shop.run("orders", "redrive", "v").out().strip());
  }

  @Test
  void an_id_that_has_failed_says_so_when_it_is_placed_again() {
    shop.startWorker();
    shop.run("order", "Green", "--id=o");
    for (String how : new String[] {"--detach", "--wait-timeout=1m"}) {
      Ran again = shop.run("order", "Green", "--id=o", how);
      assertTrue(
          again.err().contains("It has failed, and is not made by placing it again"), again.err());
      assertTrue(again.err().contains("smoothie orders redrive o"), again.err());
    }
  }

  private void forgotten(String id, OrderOutcome outcome, String type) {
    OrderId order = new OrderId(id);
    Instant placed = Instant.now().minusSeconds(60);
    OrderEnding ending =
        new OrderEnding(
            outcome,
            REQUEST,
            placed,
            placed,
            2,
            null,
            type,
            Stage.TELL_ROBOT_ORDER,
            "Order %s failed.".formatted(id));
    shop.table.claims().end(new EndRequest(order, placed, /* evenIfTold= */ true, ending));
  }

  private static JsonNode json(Ran ran) throws Exception {
    assertEquals(0, ran.exit(), ran.err());
    return new ObjectMapper().readTree(ran.out());
  }
}
