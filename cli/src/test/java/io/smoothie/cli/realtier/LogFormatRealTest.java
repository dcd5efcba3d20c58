package io.smoothie.cli.realtier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import java.io.IOException;
import java.util.ArrayList;
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

    List<JsonNode> lines = new ArrayList<>();
    for (String line : worker.output().lines().toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    JsonNode made =
        lines.stream()
            .filter(line -> line.get("formattedMessage").asText().contains("was made by"))
            .findFirst()
            .orElseThrow();
    assertEquals(order.value(), made.get("order").asText());
    assertEquals("Robot1", made.get("robot").asText());
    assertTrue(worker.output().contains("Metrics at http"), worker::output);
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
