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
import io.smoothie.workflow.SmoothieOrderWorkflow;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotSucceeded;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the real workflow's rarer endings are shown. */
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

    shop.orders.succeeded(order, RobotSucceeded.by(new RobotName("Robot1")));

    assertEquals(5, shop.run("orders", "show", "c", "--follow").exit());
    JsonNode json = shown("c");
    assertEquals("cancelled", json.path("status").asText());
    assertTrue(json.has("cancel_accepted"));
    assertEquals("succeeded", json.path("attempts").path(0).path("outcome").asText());
    assertTrue(stages(json).contains("SetRobotFinished"), json.toString());
  }

  @Test
  void a_cancel_of_ours_closes_as_canceled_and_is_shown_as_before() throws Exception {
    OrderId order = workingOn("ours");
    Ran cancel = shop.run("orders", "cancel", "ours");
    assertEquals("ACCEPTED", cancel.out().strip(), cancel.err());

    shop.orders.succeeded(order, RobotSucceeded.by(new RobotName("Robot1")));

    Ran shown = shop.run("orders", "show", "ours", "--follow");
    assertEquals(5, shown.exit(), shown.err());
    assertEquals(
        WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED,
        workflow(order).describe().getStatus());
    JsonNode json = shown("ours");
    assertEquals("cancelled", json.path("status").asText());
    JsonNode failure = json.path("failure");
    assertEquals("OrderCancelled", failure.path("type").asText());
    assertEquals("SetRobotFinished", failure.path("stage").asText());
    assertEquals(
        "Order ours was cancelled: Robot1 had made it by then.", failure.path("message").asText());
    JsonNode listed =
        new ObjectMapper()
            .readTree(shop.run("orders", "list", "--status=cancelled", "-o", "json").out());
    assertEquals("ours", listed.path(0).path("id").asText());
    assertEquals(failure.path("message"), listed.path(0).path("failure").path("message"));
  }

  @Test
  void executions_that_were_refused_are_listed_and_say_why() throws Exception {
    start("juice-2026-11-25T20:38:05Z", Map.of("smoothie", "Green"));
    start("smoothie-nameless", Map.of("smoothie", ""));
    await().until(() -> shop.run("orders", "list", "--status=failed").lines().size() == 3);

    Ran text = shop.run("orders", "list");
    JsonNode json = new ObjectMapper().readTree(shop.run("orders", "list", "-o", "json").out());

    assertEquals(0, text.exit());
    assertTrue(
        text.out().matches("(?s).*juice-2026-11-25T20:38:05Z +failed .*Green.*"), text.out());
    assertTrue(
        text.err().contains("juice-2026-11-25T20:38:05Z: refused. An order's workflow ID is"),
        text.err());
    assertTrue(text.err().contains("nameless: refused. Order nameless is not one"), text.err());
    JsonNode nameless = json.path(0);
    JsonNode juice = json.path(1);
    assertEquals("nameless", nameless.path("id").asText());
    assertEquals("InvalidOrder", nameless.path("failure").path("type").asText());
    assertTrue(juice.path("id").isMissingNode(), juice.toString());
    assertEquals("juice-2026-11-25T20:38:05Z", juice.path("workflow_id").asText());
    assertEquals("failed", juice.path("status").asText());
    assertEquals("InvalidOrder", juice.path("failure").path("type").asText());
    assertEquals("GetRobot", juice.path("failure").path("stage").asText());
  }

  private void start(String workflowId, Object input) {
    shop.temporal
        .client()
        .newUntypedWorkflowStub(
            SmoothieOrderWorkflow.TYPE,
            WorkflowOptions.newBuilder().setWorkflowId(workflowId).setTaskQueue(Shop.QUEUE).build())
        .start(input);
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
