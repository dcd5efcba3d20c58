package io.smoothie.cli.orders;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smoothie.cli.testing.Shop;
import io.smoothie.cli.testing.Shop.Ran;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueCommandTest {
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

  private void placed(String id, String... more) {
    int waiting = shop.table.queue().length();
    String[] order = {"order", "Mango", "--id", id, "--detach"};
    String[] all = Arrays.copyOf(order, order.length + more.length);
    System.arraycopy(more, 0, all, order.length, more.length);
    assertEquals(0, shop.run(all).exit());
    await().until(() -> shop.table.queue().length() == waiting + 1);
  }

  @Test
  void the_queue_is_listed_in_its_order_with_needs_and_why_each_waits() throws Exception {
    assertEquals("No order waits.\n", shop.run("queue", "list").err());
    shop.startWorker().run("robots", "add", "Robot1", "Robot2", "--skill", "heat");
    shop.run("robots", "drain", "--all");
    placed("late", "--priority", "4");
    placed("hot", "--needs", "heat");
    placed("mine", "--robot", "Robot2", "--priority", "1");

    Ran text = shop.run("queue", "list");
    assertEquals(0, text.exit(), text.err());
    assertTrue(
        text.out().contains("no robot can take it: Robot1 Robot2 are OUT_OF_SERVICE"), text.out());
    JsonNode json = new ObjectMapper().readTree(shop.run("queue", "list", "-o", "json").out());
    assertEquals("mine hot late", ids(json));
    assertEquals("Robot2", json.get(0).path("robot").asText());
    assertEquals("[\"heat\"]", json.get(1).path("needs").toString());
    assertEquals(3, json.get(2).path("position").asInt());
    assertTrue(
        shop.run("queue", "list", "-n", "2").err().contains("2 of 3 orders that wait"), "bounded");
    assertEquals(2, shop.run("queue", "list", "-n", "101").exit());

    Ran set = shop.run("orders", "set-priority", "smoothie-late", "1");
    assertEquals("Order late has priority 1 now, place 1 in the queue.\n", set.out(), set.err());
    json = new ObjectMapper().readTree(shop.run("queue", "list", "-o", "json").out());
    assertEquals("late mine hot", ids(json));
    assertEquals(1, json.get(0).path("priority").asInt());
  }

  private static String ids(JsonNode list) {
    StringBuilder ids = new StringBuilder();
    list.forEach(one -> ids.append(' ').append(one.path("id").asText()));
    return ids.toString().strip();
  }

  @Test
  void the_priority_of_an_order_that_does_not_wait_is_not_set() {
    Ran unknown = shop.run("orders", "set-priority", "none", "1");
    assertEquals(1, unknown.exit());
    assertTrue(unknown.err().contains("Order none does not wait for a robot"), unknown.err());
    assertEquals(2, shop.run("orders", "set-priority", "none", "6").exit());
    assertEquals(2, shop.run("orders", "set-priority", "none", "first").exit());
    assertEquals(2, shop.run("orders", "set-priority", "none").exit());
  }
}
