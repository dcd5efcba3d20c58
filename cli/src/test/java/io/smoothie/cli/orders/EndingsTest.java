package io.smoothie.cli.orders;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smoothie.cli.testing.Robots;
import io.smoothie.cli.testing.Shop;
import io.smoothie.cli.testing.Shop.Ran;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.temporal.client.WorkflowStub;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the real workflow's rarer endings are told. */
class EndingsTest {
  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void open() throws Exception {
    shop = new Shop(folder).startWorker();
    shop.run("robots", "add", "Robot1");
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void a_broker_that_takes_nothing() throws Exception {
    shop.robots.when("Robot1", Robots.unreachable("not connected to mqtt://here"));

    Ran ran = shop.run("order", "Green", "--id=b", "--start-to-close=2s", "--limit=2s");

    assertEquals(3, ran.exit(), ran.err());
    assertTrue(ran.out().contains("(BrokerUnavailable)"), ran.out());
    assertTrue(ran.err().contains("not sent: not connected to mqtt://here"), ran.err());
    JsonNode json = shown("b");
    assertEquals(
        List.of("GetRobot", "SetRobotWorking", "TellRobotOrder"), stages(json).subList(0, 3));
    assertTrue(json.path("path").path(2).path("tries").asInt() > 1, json.toString());
    assertEquals("not_sent", json.path("attempts").path(0).path("outcome").asText());
    assertTrue(json.path("advice").toString().contains("MQTT broker"), json.toString());
  }

  @Test
  void a_queue_timeout() throws Exception {
    workingOn("first");

    Ran ran = shop.run("order", "Second", "--id=second", "--queue-timeout=1s");

    assertEquals(3, ran.exit(), ran.err());
    JsonNode json = shown("second");
    assertEquals("QueueTimedOut", json.path("failure").path("type").asText());
    assertEquals("GetRobot", json.path("failure").path("stage").asText());
    assertEquals(List.of("GetRobot", "StateMachineFailed"), stages(json));
    assertEquals("left the queue without a robot", json.path("path").path(0).path("note").asText());
  }

  @Test
  void a_terminate_through_Temporal_while_a_robot_works() throws Exception {
    workflow(workingOn("t")).terminate("wrong shop");

    Ran ran = shop.run("orders", "show", "t", "--follow");

    assertEquals(3, ran.exit(), ran.err());
    JsonNode json = shown("t");
    assertEquals("failed", json.path("status").asText());
    assertEquals("Terminated", json.path("failure").path("type").asText());
    assertEquals(
        "It was terminated through Temporal: wrong shop",
        json.path("failure").path("message").asText());
    assertEquals(
        List.of("GetRobot", "SetRobotWorking", "TellRobotOrder", "StateMachineFailed"),
        stages(json));
    assertEquals(0, shop.run("robots", "repair", "Robot1").exit());
    assertNull(shop.table.robots().find(new RobotName("Robot1")).orElseThrow().order());
    assertEquals(0, shop.run("robots", "reset").exit());
  }

  @Test
  void a_cancel_of_Temporals_own_while_a_robot_works() throws Exception {
    OrderId order = workingOn("c");
    workflow(order).cancel();
    await()
        .until(
            () ->
                shop.run("orders", "show", "c").out().contains("A cancel was accepted: the order"));

    shop.orders.succeeded(order, new RobotName("Robot1"));

    assertEquals(5, shop.run("orders", "show", "c", "--follow").exit());
    JsonNode json = shown("c");
    assertEquals("cancelled", json.path("status").asText());
    assertTrue(json.has("cancel_accepted"));
    assertEquals("succeeded", json.path("attempts").path(0).path("outcome").asText());
    assertTrue(stages(json).contains("SetRobotFinished"), json.toString());
  }

  private OrderId workingOn(String id) {
    shop.run("order", "Held", "--id", id, "--start-to-close=5m", "--detach");
    await().until(() -> shop.table.attempts().of(new OrderId(id)).size() == 1);
    await().until(() -> shop.run("orders", "show", id).out().contains("Robot1 is making it"));
    return new OrderId(id);
  }

  private WorkflowStub workflow(OrderId order) {
    return shop.temporal.client().newUntypedWorkflowStub(order.workflowId());
  }

  private JsonNode shown(String id) throws Exception {
    return new ObjectMapper().readTree(shop.run("orders", "show", id, "-o", "json").out());
  }

  private static List<String> stages(JsonNode order) {
    List<String> stages = new ArrayList<>();
    order.path("path").forEach(visit -> stages.add(visit.path("stage").asText()));
    return stages;
  }
}
