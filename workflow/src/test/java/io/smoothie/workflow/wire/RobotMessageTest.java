package io.smoothie.workflow.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Text;
import io.smoothie.workflow.wire.RobotMessage.Failure;
import io.smoothie.workflow.wire.RobotMessage.Malformed;
import io.smoothie.workflow.wire.RobotMessage.Status;
import io.smoothie.workflow.wire.RobotMessage.Success;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RobotMessageTest {
  private static final RobotName ROBOT1 = new RobotName("Robot1");
  private static final OrderId ORDER = new OrderId("order-1");
  private static final String TOKEN = "{\"TaskToken\":\"smoothie-order-1\"}";

  private static RobotMessage success(String payload) {
    return RobotMessage.parse("robots/Robot1/success", payload.getBytes(UTF_8), false);
  }

  private static RobotMessage failure(String payload) {
    return RobotMessage.parse("robots/Robot1/failure", payload.getBytes(UTF_8), false);
  }

  private static void assertMalformed(String why, RobotMessage message) {
    String reason = assertInstanceOf(Malformed.class, message).reason();
    assertTrue(reason.contains(why), reason);
    assertTrue(Text.isFit(reason), reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        TOKEN,
        "{\"task_token\":\"smoothie-order-1\"}",
        "{\"TaskToken\":\"smoothie-order-1\",\"task_token\":\"smoothie-order-1\"}",
        " {\"extra\":{\"a\":[1,null]},\"TaskToken\":\"smoothie-order-1\"}\n",
        "{\"TaskToken\":\"\\u0073moothie-order-1\",\"reason\":\"none\"}",
      })
  void a_success_is_read(String payload) {
    assertEquals(new Success(ROBOT1, ORDER), success(payload));
  }

  @Test
  void what_we_write_we_read() {
    assertEquals(
        new Success(ROBOT1, ORDER), success(new String(RobotMessage.success(ORDER), UTF_8)));
    assertEquals(
        new Failure(ROBOT1, ORDER, "no \"ice\""),
        failure(new String(RobotMessage.failure(ORDER, "no \"ice\""), UTF_8)));
    assertEquals(
        new Failure(ROBOT1, ORDER, ""),
        failure(new String(RobotMessage.failure(ORDER, null), UTF_8)));
    assertEquals(TOKEN, new String(RobotMessage.success(ORDER), UTF_8));
  }

  @Test
  void the_reason_of_a_failure_is_stripped_and_cut() {
    String long300 = "🍓".repeat(300);

    assertEquals(
        new Failure(ROBOT1, ORDER, "out of milk"),
        failure(
            "{\"TaskToken\":\"smoothie-order-1\",\"reason\":\"out\\u202e of\\n milk\\u0007\\ud800\"}"));
    assertEquals(
        new Failure(ROBOT1, ORDER, "🍓".repeat(255) + "…"),
        failure("{\"TaskToken\":\"smoothie-order-1\",\"reason\":\"" + long300 + "\"}"));
    assertEquals(
        new Failure(ROBOT1, ORDER, ""),
        failure("{\"TaskToken\":\"smoothie-order-1\",\"reason\":null}"));
    assertMalformed(
        "the reason is not a text",
        failure("{\"TaskToken\":\"smoothie-order-1\",\"reason\":{\"a\":1}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | the payload is empty",
        "` ` | the payload is not a JSON object",
        "Mango | the payload is not JSON",
        "{ | the payload is not JSON",
        "{\"TaskToken\":\"smoothie-order-1\"} x | the payload is not JSON",
        "{\"TaskToken\":\"smoothie-order-1\"}{} | the payload is not JSON",
        "{'TaskToken':'smoothie-order-1'} | the payload is not JSON",
        "null | the payload is not a JSON object",
        "[] | the payload is not a JSON object",
        "\"smoothie-order-1\" | the payload is not a JSON object",
        "{} | there is no TaskToken",
        "{\"tasktoken\":\"smoothie-order-1\"} | there is no TaskToken",
        "{\"TaskToken\":null} | the TaskToken is not a text",
        "{\"TaskToken\":17} | the TaskToken is not a text",
        "{\"TaskToken\":[\"smoothie-order-1\"]} | the TaskToken is not a text",
        "{\"TaskToken\":\"\"} | the TaskToken is not one of ours",
        "{\"TaskToken\":\"order-1\"} | the TaskToken is not one of ours",
        "{\"TaskToken\":\"smoothie-\"} | the TaskToken is not one of ours",
        "{\"TaskToken\":\"smoothie-a/b\"} | the TaskToken is not one of ours",
        "{\"TaskToken\":\"smoothie-\\ud800\"} | the TaskToken is not one of ours",
        "{\"TaskToken\":\"smoothie-1\",\"task_token\":\"smoothie-2\"} | differ",
        "{\"TaskToken\":\"smoothie-1\",\"TaskToken\":\"smoothie-1\"} | Duplicate field",
        "{\"x\":{\"a\":1,\"a\":2},\"TaskToken\":\"smoothie-1\"} | Duplicate field",
      })
  void a_payload_that_is_no_answer_says_why(String payload, String why) {
    assertMalformed(why, success(payload));
    assertMalformed(why, failure(payload));
  }

  @Test
  void what_is_not_utf8_too_long_or_too_deep_is_refused() {
    byte[] notUtf8 = {'{', '"', (byte) 0xc3, '"', '}'};
    assertMalformed("not UTF-8", RobotMessage.parse("robots/Robot1/success", notUtf8, false));
    assertMalformed("more than 4096 bytes", success("x".repeat(4097)));
    assertEquals(new Success(ROBOT1, ORDER), success(TOKEN + " ".repeat(4096 - TOKEN.length())));
    assertMalformed("not JSON", success("[".repeat(2000) + "]".repeat(2000)));
    assertMalformed("not JSON", success("{\"a\":" + "[".repeat(20) + "]".repeat(20) + "}"));
    assertMalformed("not JSON", success("{\"a\":" + "9".repeat(3000) + "}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "robots",
        "robots/Robot1",
        "robots/Robot1/order",
        "robots/Robot1/success/",
        "robots/Robot1/success/x",
        "/robots/Robot1/success",
        "robots//success",
        "robots/+/success",
        "robots/#",
        "robots/a b/success",
        "robots/\u0000/success",
        "Robots/Robot1/success",
        "robots/Robot1/Success",
        "$SYS/Robot1/success",
      })
  void topics_with_strange_levels_are_refused(String topic) {
    assertMalformed("the topic is not", RobotMessage.parse(topic, TOKEN.getBytes(UTF_8), false));
  }

  @Test
  void a_robots_name_of_65_characters_is_refused() {
    assertMalformed(
        "the topic is not",
        RobotMessage.parse("robots/" + "x".repeat(65) + "/success", TOKEN.getBytes(UTF_8), false));
  }

  @Test
  void retained_answers_are_refused_and_retained_statuses_are_not() {
    byte[] token = TOKEN.getBytes(UTF_8);
    assertMalformed("retained", RobotMessage.parse("robots/Robot1/success", token, true));
    assertMalformed("retained", RobotMessage.parse("robots/Robot1/failure", token, true));
    assertEquals(
        new Status(ROBOT1, true),
        RobotMessage.parse("robots/Robot1/status", "ONLINE".getBytes(UTF_8), true));
    assertEquals(
        new Status(ROBOT1, false),
        RobotMessage.parse("robots/Robot1/status", "OFFLINE".getBytes(UTF_8), false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "online", "ONLINE ", "{}", "\"ONLINE\"", "BROKEN", "\u0000"})
  void any_other_status_is_refused(String payload) {
    assertMalformed(
        "neither ONLINE nor OFFLINE",
        RobotMessage.parse("robots/Robot1/status", payload.getBytes(UTF_8), true));
  }

  @Test
  void no_payload_makes_reading_throw() {
    long seed = 20_261_122;
    Random random = new Random(seed);
    String alphabet = "{}[]\",:\\u0TaskToken task_token smoothie- null 1e9 \u0000\ud83c";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder payload = new StringBuilder();
      for (int length = random.nextInt(60); length > 0; length--) {
        payload.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      byte[] bytes = payload.toString().getBytes(UTF_8);
      if (bytes.length > 0) {
        bytes[random.nextInt(bytes.length)] ^= (byte) random.nextInt(256);
      }
      RobotMessage.parse("robots/Robot1/success", bytes, false);
      RobotMessage.parse("robots/Robot1/failure", bytes, false);
      RobotMessage.parse("robots/Robot1/status", bytes, false);
      OrderMessage.parse(bytes);
    }
  }
}
