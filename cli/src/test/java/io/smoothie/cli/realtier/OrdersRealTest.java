package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smoothie.workflow.FailureType;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.SmoothieOrderWorkflow.CancelAnswer;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * {@code orders list} and {@code orders show} on a server that keeps visibility as real ones do.
 */
@RealTier
class OrdersRealTest {
  private static final OrderRequest ORDER = OrderRequest.of("Strawberry Smoothie");

  @Test
  void orders_are_listed_newest_first_by_status_and_as_many_as_asked_for(
      Shop shop, RealServers servers) {
    shop.open("Robot1");
    ChildProcess quick = shop.simulatedRobot("Robot1", "--make-time", "100ms");
    OrderId made = shop.place(ORDER);
    assertEquals("made", shop.end(made).how());
    quick.kill();
    OrderId working = shop.place(ORDER.withStartToClose(Duration.ofMinutes(10)));
    await("Robot1 to have it").until(() -> working.equals(shop.robot("Robot1").order()));
    OrderId waiting = shop.place(ORDER);
    shop.awaitWaiters(1);
    OrderId cancelled = shop.place(ORDER);
    shop.awaitWaiters(2);
    assertEquals(CancelAnswer.ACCEPTED, shop.orders().cancel(cancelled));
    OrderId failed = shop.place(ORDER.withQueueTimeout(Duration.ZERO));
    shop.end(failed);
    OrderId terminated = shop.place(ORDER);
    shop.awaitWaiters(2);
    shop.terminate(terminated);
    shop.end(cancelled);

    List<OrderId> all = List.of(terminated, failed, cancelled, waiting, working, made);
    // Visibility follows what happened, in its own time.
    await("the list")
        .untilAsserted(
            () ->
                assertEquals(
                    List.of("failed", "failed", "cancelled", "waiting", "working", "made"),
                    statuses(listed(shop, "-n", "6"))));
    assertEquals(values(all), ids(listed(shop, "-n", "6")));
    assertEquals(RealServers.LIST_PAGE, firstPage(servers), "each list above was of several pages");
    assertEquals(values(List.of(terminated, failed)), ids(ofStatus(shop, "failed", 2)));
    assertEquals(values(List.of(terminated)), ids(ofStatus(shop, "failed", 1)));
    assertEquals(values(List.of(cancelled)), ids(ofStatus(shop, "cancelled", 1)));
    assertEquals(values(List.of(waiting)), ids(ofStatus(shop, "waiting", 1)));
    assertEquals(values(List.of(working)), ids(ofStatus(shop, "working", 1)));
    assertEquals(values(List.of(made)), ids(ofStatus(shop, "made", 1)));
    ChildProcess text = shop.smoothie("orders", "list", "-n", "1");
    assertEquals(0, text.awaitEnd(), text::output);
    assertTrue(text.output().lines().toList().get(1).startsWith(terminated + " "), text::output);
  }

  @Test
  void orders_are_found_by_smoothie_robot_failure_and_time(Shop shop) {
    OrderRequest kiwi = OrderRequest.of("Kiwi " + UUID.randomUUID());
    shop.open("Robot1");
    ChildProcess quick = shop.simulatedRobot("Robot1", "--make-time", "100ms");
    OrderId made = shop.place(kiwi);
    shop.end(made);
    quick.kill();
    OrderId timedOut = shop.place(kiwi.withStartToClose(Duration.ofSeconds(1)).withAttempts(1));
    shop.end(timedOut);
    OrderId unserved = shop.place(kiwi.withQueueTimeout(Duration.ZERO));
    shop.end(unserved);

    List<String> all = values(List.of(unserved, timedOut, made));
    await("all of them").untilAsserted(() -> assertEquals(all, found(shop, kiwi)));
    assertEquals(all, found(shop, kiwi, "--since", "1h"));
    assertEquals(List.of(), found(shop, kiwi, "--until", "1h"));
    assertEquals(values(List.of(timedOut, made)), found(shop, kiwi, "--robot", "Robot1"));
    assertEquals(
        values(List.of(timedOut)), found(shop, kiwi, "--failure", FailureType.ROBOT_TIMED_OUT));
    assertEquals(values(List.of(unserved, timedOut)), found(shop, kiwi, "--status", "failed"));
    assertEquals(all, found(shop, kiwi, "--status", "failed,made"));
  }

  @Test
  void a_made_order_and_a_failed_one_are_shown(Shop shop) {
    shop.open("Robot1");
    shop.simulatedRobot("Robot1", "--make-time", "100ms");
    OrderId made = shop.place(ORDER);
    shop.end(made);

    ChildProcess text = shop.smoothie("orders", "show", made.value());
    assertEquals(0, text.awaitEnd(), text::output);
    assertTrue(text.output().contains("Strawberry Smoothie, made by Robot1"), text::output);
    assertTrue(text.output().contains("[x] StateMachineFinish"), text::output);
    JsonNode json = shown(shop, made);
    assertEquals("made", json.get("status").asText());
    assertEquals("Robot1", json.get("robot").asText());
    assertEquals("succeeded", json.get("attempts").get(0).get("outcome").asText());
    assertEquals(made.workflowId(), json.get("workflow_id").asText());

    shop.table().robots().remove(new RobotName("Robot1"), null);
    OrderId failed = shop.place(ORDER);
    shop.end(failed);
    JsonNode failure = shown(shop, failed).get("failure");
    assertEquals("NoRobotAvailable", failure.get("type").asText());
    assertEquals("GetRobot", failure.get("stage").asText());
  }

  @Test
  void a_schedule_of_Temporals_makes_orders_and_what_it_starts_under_another_id_is_listed(
      Shop shop) {
    shop.open("Robot1");
    shop.simulatedRobot("Robot1", "--make-time", "100ms");

    schedule(shop, "smoothie-daily");
    schedule(shop, "juice");

    await("both in the list")
        .untilAsserted(
            () -> {
              List<JsonNode> ours =
                  StreamSupport.stream(listed(shop, "-n", "1000").spliterator(), false)
                      .filter(
                          order ->
                              order
                                  .path("workflow_id")
                                  .asText()
                                  .matches("(smoothie-daily|juice)-.*"))
                      .toList();
              assertEquals(2, ours.size(), ours.toString());
              JsonNode juice = ours.get(0);
              assertEquals("failed", juice.path("status").asText(), juice.toString());
              assertEquals("InvalidOrder", juice.path("failure").path("type").asText());
              JsonNode daily = ours.get(1);
              assertEquals("made", daily.path("status").asText(), daily.toString());
              assertTrue(
                  daily
                      .path("id")
                      .asText()
                      .matches("daily-\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"),
                  daily.toString());
              assertEquals(
                  "made",
                  shown(shop, new OrderId(daily.path("id").asText())).path("status").asText());
            });
  }

  /** A Schedule, triggered once. */
  private static void schedule(Shop shop, String workflowId) {
    temporal(
        shop,
        "schedule",
        "create",
        "--schedule-id",
        shop.taskQueue() + workflowId,
        "--cron",
        "0 0 1 1 *",
        "--workflow-id",
        workflowId,
        "--type",
        "SmoothieOrderWorkflow",
        "--task-queue",
        shop.taskQueue(),
        "--input",
        "{\"smoothie\":\"Daily Smoothie\"}");
    temporal(shop, "schedule", "trigger", "--schedule-id", shop.taskQueue() + workflowId);
  }

  private static void temporal(Shop shop, String... arguments) {
    ChildProcess process = shop.temporal(arguments);
    assertEquals(0, process.awaitEnd(), process::output);
  }

  private static int firstPage(RealServers servers) {
    return servers
        .connection()
        .stubs()
        .blockingStub()
        .listWorkflowExecutions(
            ListWorkflowExecutionsRequest.newBuilder()
                .setNamespace("default")
                .setPageSize(1000)
                .build())
        .getExecutionsCount();
  }

  private static JsonNode shown(Shop shop, OrderId order) {
    return json(shop, "orders", "show", order.value(), "-o", "json");
  }

  private static JsonNode ofStatus(Shop shop, String status, int number) {
    return listed(shop, "--status", status, "-n", String.valueOf(number));
  }

  private static JsonNode listed(Shop shop, String... options) {
    return json(
        shop,
        Stream.concat(Stream.of("orders", "list", "-o", "json"), Stream.of(options))
            .toArray(String[]::new));
  }

  private static JsonNode json(Shop shop, String... command) {
    ChildProcess process = shop.smoothie(command);
    assertEquals(0, process.awaitEnd(), process::output);
    try {
      return new ObjectMapper().readTree(process.output());
    } catch (JsonProcessingException e) {
      throw new AssertionError(process.output(), e);
    }
  }

  private static List<String> ids(JsonNode orders) {
    return texts(orders, "id");
  }

  private static List<String> found(Shop shop, OrderRequest of, String... more) {
    ChildProcess list =
        shop.smoothie(
            Stream.concat(
                    Stream.of("orders", "list", "-q", "--smoothie", of.smoothie()), Stream.of(more))
                .toArray(String[]::new));
    assertEquals(0, list.awaitEnd(), list::output);
    return list.output().lines().filter(line -> !line.startsWith("There are no")).toList();
  }

  private static List<String> statuses(JsonNode orders) {
    return texts(orders, "status");
  }

  private static List<String> texts(JsonNode orders, String field) {
    return StreamSupport.stream(orders.spliterator(), false)
        .map(order -> order.get(field).asText())
        .toList();
  }

  private static List<String> values(List<OrderId> orders) {
    return orders.stream().map(OrderId::value).toList();
  }
}
