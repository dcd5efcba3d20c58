package io.smoothie.workflow.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.wire.RobotMessage.Malformed;
import io.smoothie.workflow.wire.RobotMessage.Progress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressPayloadTest {
  private static final OrderId ORDER = new OrderId("order-1");
  private static final RobotName ROBOT1 = new RobotName("Robot1");

  private static RobotMessage read(String fields) {
    return parse("{\"TaskToken\":\"smoothie-order-1\"" + fields + "}", false);
  }

  private static RobotMessage parse(String payload, boolean retained) {
    return RobotMessage.parse("robots/Robot1/progress", payload.getBytes(UTF_8), retained);
  }

  private static Progress progress(@Nullable Integer percent, @Nullable String note) {
    return new Progress(ORDER, ROBOT1, percent, note);
  }

  @Test
  void all_but_the_token_is_optional() {
    assertEquals(progress(null, null), read(""));
    assertEquals(progress(null, null), read(",\"percent\":null,\"note\":null,\"x\":[{}]"));
    assertEquals(progress(40, "blending"), read(",\"percent\":40,\"note\":\"blending\""));
    assertEquals(progress(null, null), parse("{\"task_token\":\"smoothie-order-1\"}", false));
  }

  @Test
  void what_the_simulated_robot_says_is_read() {
    assertEquals(
        progress(7, "blending"),
        RobotMessage.parse(
            "robots/Robot1/progress", RobotMessage.progress(ORDER, 7, "blending"), false));
    assertEquals(
        "{\"TaskToken\":\"smoothie-order-1\",\"percent\":7}",
        new String(RobotMessage.progress(ORDER, 7, null), UTF_8));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "100, 100", "99.9, 99", "100.0, 100", "1e1, 10", "-0.0, 0", "0.4, 0"})
  void a_percent_is_a_number_from_0_to_100_and_rounded_down(String percent, int read) {
    assertEquals(progress(read, null), read(",\"percent\":" + percent));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-1", "101", "100.1", "1e9", "1e999", "-0.1", "\"40\"", "true", "[40]", "{}"})
  void any_other_percent_is_refused(String percent) {
    Malformed refused =
        assertInstanceOf(Malformed.class, read(",\"percent\":" + percent + ",\"note\":\"x\""));
    assertTrue(refused.reason().contains("no number from 0 to 100"), refused::reason);
  }

  @Test
  void a_note_is_one_line_that_can_be_shown_and_is_cut() {
    assertEquals(progress(null, "a b c"), read(",\"note\":\"a\\n\\u202eb\\u0000\\tc\""));
    assertEquals(progress(null, "{\"a\":[1]}"), read(",\"note\":{\"a\":[1]}"));
    assertEquals(
        progress(null, "\ud83c\udf53".repeat(199) + "\u2026"),
        read(",\"note\":\"" + "\ud83c\udf53".repeat(201) + "\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "40",
        "{}",
        "[]",
        "{\"percent\":40}",
        "{\"TaskToken\":\"order-1\"}",
        "{\"TaskToken\":\"smoothie-order-1\",\"percent\":1,\"percent\":2}",
        "{\"TaskToken\":\"smoothie-order-1\",\"task_token\":\"smoothie-order-2\"}"
      })
  void a_payload_that_names_no_order_or_is_no_json_is_refused(String payload) {
    assertInstanceOf(Malformed.class, parse(payload, false));
  }

  @Test
  void retained_progress_is_refused() {
    Malformed refused =
        assertInstanceOf(Malformed.class, parse("{\"TaskToken\":\"smoothie-order-1\"}", true));
    assertEquals("the message is retained; progress must not be", refused.reason());
  }

  @Test
  void the_token_may_come_as_correlation_data() {
    assertEquals(
        progress(null, null),
        RobotMessage.parse(
            "robots/Robot1/progress", new byte[0], ORDER.workflowId().getBytes(UTF_8), false));
  }
}
