package io.smoothie.cli.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.temporal.internal.logging.LoggerTag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
  private static final OrderId ORDER = new OrderId("a.b_c-1:2");
  private static final RobotName ROBOT = new RobotName("aa:bb.cc");

  @Test
  void order_and_robot_are_fields_when_they_are_arguments() throws IOException {
    JsonNode line = written(event("Order {} was made by {} in {}", ORDER, ROBOT, "3 s"));

    assertEquals(
        "Order a.b_c-1:2 was made by aa:bb.cc in 3 s", line.get("formattedMessage").asText());
    assertEquals("a.b_c-1:2", line.get("order").asText());
    assertEquals("aa:bb.cc", line.get("robot").asText());
    assertEquals("INFO", line.get("level").asText());
    assertEquals("io.smoothie.Tried", line.get("loggerName").asText());
    assertEquals(Instant.ofEpochMilli(5), Instant.parse(line.get("time").asText()));
  }

  @Test
  void the_order_is_that_of_the_workflow_that_logs() throws IOException {
    LoggingEvent event = event("It failed");
    event.setMDCPropertyMap(Map.of(LoggerTag.WORKFLOW_ID, ORDER.workflowId()));

    assertEquals("a.b_c-1:2", written(event).get("order").asText());
  }

  @Test
  void a_line_of_a_traced_order_names_its_trace_and_its_span() throws IOException {
    LoggingEvent event = event("It is told");
    event.setMDCPropertyMap(Map.of("trace_id", "0af7", "span_id", "b7ad", "other", "kept out"));

    JsonNode line = written(event);

    assertEquals("0af7", line.get("trace_id").asText());
    assertEquals("b7ad", line.get("span_id").asText());
    assertFalse(line.has("other"));
    assertFalse(written(event("Temporal answers again")).has("trace_id"));
  }

  @Test
  void what_is_about_no_order_has_no_such_field() throws IOException {
    JsonNode line = written(event("Temporal answers again"));

    assertFalse(line.has("order"));
    assertFalse(line.has("robot"));
  }

  @Test
  void a_message_with_line_breaks_and_quotes_and_what_was_thrown_are_in_the_one_line()
      throws IOException {
    LoggingEvent event =
        event("odd: {}", "a\n\"b\"\u2028", new IllegalStateException("bad\n\"thing\""));

    JsonNode line = written(event);

    assertEquals("odd: a\n\"b\"\u2028", line.get("formattedMessage").asText());
    assertEquals("bad\n\"thing\"", line.get("throwable").get("message").asText());
  }

  private static LoggingEvent event(String message, @Nullable Object... arguments) {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    LoggingEvent event =
        new LoggingEvent(
            "", context.getLogger("io.smoothie.Tried"), Level.INFO, message, null, arguments);
    event.setInstant(Instant.ofEpochMilli(5));
    return event;
  }

  private static JsonNode written(LoggingEvent event) throws IOException {
    JsonLines lines = new JsonLines();
    lines.start();
    String text = new String(lines.encode(event), StandardCharsets.UTF_8);
    assertTrue(text.endsWith("}\n"), text);
    assertEquals(1, text.lines().count(), text);
    return new ObjectMapper().readTree(text);
  }
}
