package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Logs for programs. */
@RealTier
class LogFormatRealTest {
  @Test
  void all_that_a_worker_says_is_json_and_its_order_and_robot_are_fields(Shop shop)
      throws IOException {
    shop.addRobots("Robot1");
    ChildProcess worker = shop.smoothie("worker", "--log-format", "json", "--metrics-port", "0");
    worker.awaitOutput("Worker on task queue");
    shop.gateway();
    shop.simulatedRobot("Robot1", "--make-time", "100ms");
    OrderId order = shop.place(OrderRequest.of("Strawberry Smoothie"));
    assertEquals("made", shop.end(order).how());
    worker.awaitOutput("was made by");
    worker.interrupt();

    for (String line : worker.output().lines().toList()) {
      new ObjectMapper().readTree(line);
    }
    JsonNode made = line(worker, "was made by");
    assertEquals(order.value(), made.get("order").asText());
    assertEquals("Robot1", made.get("robot").asText());
    assertTrue(worker.output().contains("Metrics at http"), worker::output);
  }

  @Test
  void no_log_has_payloads_and_a_line_about_an_order_and_its_robot_has_both_as_fields(Shop shop)
      throws IOException {
    shop.addRobots("Robot1");
    ChildProcess robot = shop.simulatedRobot("Robot2");
    ChildProcess worker = shop.smoothie("worker", "--log-format=json");
    ChildProcess gateway =
        shop.smoothie("gateway", "--client-id", shop.taskQueue(), "--log-format=json");
    ChildProcess textual = shop.smoothie("gateway", "--client-id", shop.taskQueue() + "-text");
    List<ChildProcess> all = List.of(worker, gateway, textual, robot);
    List.of(gateway, textual).forEach(one -> one.awaitOutput("Ctrl-C stops it"));
    shop.awaitListening();
    OrderId order =
        shop.place(
            OrderRequest.of("Strawberry Smoothie")
                .withAttempts(1)
                .withStartToClose(Duration.ofMinutes(1)));
    await("Robot1 to be told").until(() -> shop.robot("Robot1").told());

    shop.publish("robots/Robot2/order", "{\"task_token\": s3cret}");
    shop.publish("robots/Robot1/success", "{\"TaskToken\": s3cret}");
    robot.awaitOutput("cannot read");
    List.of(gateway, textual).forEach(one -> one.awaitOutput("could not be used"));
    String failure =
        "{\"TaskToken\":\"%s\",\"reason\":\"no milk\",\"details\":\"s3cret\"}"
            .formatted(order.workflowId());
    shop.publish("robots/Robot1/failure", failure);
    assertEquals("RobotFailed", shop.end(order).how());
    worker.awaitOutput("failed at TellRobotOrder");
    shop.publish("robots/Robot1/failure", failure);
    List.of(gateway, textual).forEach(one -> one.awaitOutput("needs nothing more"));

    assertEquals("Robot1", line(gateway, "could not be used").get("robot").asText());
    for (JsonNode line : List.of(line(worker, "failed at"), line(gateway, "needs nothing more"))) {
      assertEquals(order.value(), line.get("order").asText());
      assertEquals("Robot1", line.get("robot").asText());
    }
    for (ChildProcess process : all) {
      assertFalse(process.output().contains("s3cret"), process::output);
    }
  }

  private static JsonNode line(ChildProcess process, String words) throws IOException {
    for (String line : process.output().lines().toList()) {
      if (line.contains(words)) {
        return new ObjectMapper().readTree(line);
      }
    }
    throw new AssertionError(process.output());
  }

  @Test
  void what_ends_a_process_is_json_too_and_the_variable_says_so(Shop shop) throws IOException {
    ChildProcess worker =
        shop.smoothie(
            Map.of("SMOOTHIE_LOG_FORMAT", "json", "SMOOTHIE_MQTT_URL", "mqtt://127.0.0.1:1"),
            "worker");

    assertEquals(4, worker.awaitEnd(), worker::output);

    List<String> lines = worker.output().lines().toList();
    JsonNode last = new ObjectMapper().readTree(lines.get(lines.size() - 1));
    assertEquals("ERROR", last.get("level").asText());
    assertTrue(last.get("formattedMessage").asText().contains("127.0.0.1:1"), worker::output);
  }

  @Test
  void a_format_that_there_is_not_is_refused(Shop shop) {
    ChildProcess gateway = shop.smoothie(Map.of("SMOOTHIE_LOG_FORMAT", "xml"), "gateway");

    assertEquals(2, gateway.awaitEnd(), gateway::output);
    assertTrue(
        gateway.output().contains("SMOOTHIE_LOG_FORMAT is \"xml\": it takes text or json"),
        gateway::output);
  }
}
