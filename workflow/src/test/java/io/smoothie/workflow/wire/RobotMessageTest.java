package io.smoothie.workflow.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.JobData;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotFailed;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotSucceeded;
import io.smoothie.workflow.Text;
import io.smoothie.workflow.wire.RobotMessage.Failure;
import io.smoothie.workflow.wire.RobotMessage.Malformed;
import io.smoothie.workflow.wire.RobotMessage.Status;
import io.smoothie.workflow.wire.RobotMessage.Success;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RobotMessageTest {
  private static final RobotName ROBOT1 = new RobotName("Robot1");
  private static final OrderId ORDER = new OrderId("order-1");
  private static final Success SUCCESS = new Success(ORDER, RobotSucceeded.by(ROBOT1), null);
  private static final String TOKEN = "{\"TaskToken\":\"smoothie-order-1\"}";

  private static RobotMessage success(String payload) {
    return RobotMessage.parse("robots/Robot1/success", payload.getBytes(UTF_8), false);
  }

  private static Failure failed(String reason) {
    return new Failure(ORDER, RobotFailed.of(ROBOT1, reason), null);
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
        "\ufeff" + TOKEN,
        TOKEN + "\u0000",
        "\ufeff \r\n" + TOKEN + "\r\n\u0000\u0000\u0000",
        "{\"TaskToken\":\" smoothie-order-1\\r\\n\"}",
        "{\"TaskToken\":\"smoothie-order-1\\u0000\"}",
      })
  void a_success_is_read(String payload) {
    assertEquals(SUCCESS, success(payload));
  }

  @Test
  void messages_that_we_write_are_read_again() {
    assertEquals(SUCCESS, success(new String(RobotMessage.success(ORDER), UTF_8)));
    assertEquals(
        failed("no \"ice\""),
        failure(new String(RobotMessage.failure(ORDER, "no \"ice\""), UTF_8)));
    assertEquals(failed(""), failure(new String(RobotMessage.failure(ORDER, null), UTF_8)));
    assertEquals(TOKEN, new String(RobotMessage.success(ORDER), UTF_8));
  }

  @Test
  void a_success_may_carry_a_result_and_a_failure_details_and_that_no_robot_can_make_it() {
    JobData data = JobData.parse("{\"grams\":310,\"seen\":[true,null,{\"ü\":1.5}]}");

    assertEquals(
        new Success(ORDER, new RobotSucceeded(ROBOT1, data), null),
        success(new String(RobotMessage.success(ORDER, data, Optional.empty()), UTF_8)));
    assertEquals(
        new Failure(ORDER, new RobotFailed(ROBOT1, "no label", data, false, null), null),
        failure(
            "{\"TaskToken\":\"smoothie-order-1\",\"reason\":\"no label\",\"retry\":false,"
                + "\"details\":"
                + data
                + "}"));
  }

  @Test
  void a_failure_may_say_that_the_robot_stopped_since_its_order_is_cancelled() {
    String stopped = "{\"TaskToken\":\"smoothie-order-1\",\"cancelled\":true}";

    assertEquals(stopped, new String(RobotMessage.stopped(ORDER, Optional.empty()), UTF_8));
    assertEquals(
        new Failure(ORDER, new RobotFailed(ROBOT1, "", null, null, true), null), failure(stopped));
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "\"true\"", "1", "null", "[true]"})
  void only_cancelled_true_says_that_it_stopped(String cancelled) {
    assertEquals(
        failed(""),
        failure("{\"TaskToken\":\"smoothie-order-1\",\"cancelled\":" + cancelled + "}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "\"false\"", "0", "null", "{}"})
  void only_retry_false_says_that_no_robot_can_make_it(String retry) {
    assertEquals(
        failed(""), failure("{\"TaskToken\":\"smoothie-order-1\",\"retry\":" + retry + "}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"done\" | is not a JSON object",
        "[1] | is not a JSON object",
        "{\"a\":1e999} | has a number that is too large",
        "{\"a\":\"\\ud83c\"} | has half of a surrogate pair",
        "{\"a\":[[[[[[[[[[[[1]]]]]]]]]]]]} | is nested more than 12 deep",
      })
  void an_answer_counts_without_a_result_or_details_that_cannot_be_taken(String data, String flaw) {
    for (String field : List.of("result", "details")) {
      String payload = "{\"TaskToken\":\"smoothie-order-1\",\"%s\":%s}".formatted(field, data);
      if (field.equals("result")) {
        Success read = assertInstanceOf(Success.class, success(payload));
        assertEquals(SUCCESS.said(), read.said());
        assertTrue(String.valueOf(read.flaw()).contains(flaw), read::toString);
      } else {
        Failure read = assertInstanceOf(Failure.class, failure(payload));
        assertEquals(failed("").said(), read.said());
        assertTrue(String.valueOf(read.flaw()).contains(flaw), read::toString);
      }
    }
  }

  @Test
  void a_result_has_at_most_4_KiB_without_its_blanks() {
    String most = "{\"a\":\"" + "x".repeat(JobData.MAX_BYTES - 8) + "\"}";

    assertEquals(
        JobData.parse(most),
        assertInstanceOf(
                Success.class,
                success("{\"TaskToken\":\"smoothie-order-1\",\"result\": \n  " + most + "}"))
            .said()
            .result());
    String more = most.replaceFirst("x", "xx");
    Success without =
        assertInstanceOf(
            Success.class, success("{\"TaskToken\":\"smoothie-order-1\",\"result\":" + more + "}"));
    assertEquals(SUCCESS.said(), without.said());
    assertEquals("its \"result\" has 4097 bytes; at most 4096 are taken", without.flaw());
  }

  @Test
  void the_reason_of_a_failure_is_stripped_and_cut() {
    String long300 = "🍓".repeat(300);

    assertEquals(
        failed("out of milk"),
        failure(
            "{\"TaskToken\":\"smoothie-order-1\",\"reason\":\"out\\u202e of\\n"
                + " milk\\u0007\\ud800\"}"));
    assertEquals(
        failed("🍓".repeat(255) + "…"),
        failure("{\"TaskToken\":\"smoothie-order-1\",\"reason\":\"" + long300 + "\"}"));
    assertEquals(failed(""), failure("{\"TaskToken\":\"smoothie-order-1\",\"reason\":null}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "42 | 42",
        "{} | {}",
        "true | true",
        "[\"no milk\", 7] | [\"no milk\",7]",
        "{\"a\":\"b\\u202ec\"} | {\"a\":\"bc\"}",
      })
  void a_reason_that_is_no_text_counts_and_is_shown_as_its_json(String reason, String shown) {
    assertEquals(
        failed(shown), failure("{\"TaskToken\":\"smoothie-order-1\",\"reason\":" + reason + "}"));
  }

  @Test
  void a_reason_of_much_json_is_cut() {
    String reason = "[" + "1,".repeat(500) + "1]";

    Failure failure =
        assertInstanceOf(
            Failure.class,
            failure("{\"TaskToken\":\"smoothie-order-1\",\"reason\":" + reason + "}"));

    assertEquals(256, failure.said().reason().length());
    assertTrue(failure.said().reason().endsWith("…"), failure.said().reason());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\ufeff\u0000", " \n", "{}", "{\"battery\":7}", "{\"tasktoken\":1}"})
  void the_token_is_taken_from_correlation_data_where_the_payload_has_none(String payload) {
    assertEquals(SUCCESS, answer("success", payload, "smoothie-order-1"));
    assertEquals(failed(""), answer("failure", payload, "smoothie-order-1"));
  }

  @Test
  void the_payloads_token_wins_over_that_of_the_correlation_data() {
    assertEquals(SUCCESS, answer("success", TOKEN, "smoothie-order-2"));
    assertMalformed(
        "the TaskToken is not one of ours",
        answer("success", "{\"TaskToken\":\"x\"}", "smoothie-order-1"));
    assertMalformed("not JSON", answer("success", "done", "smoothie-order-1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "order-1", "smoothie-", "smoothie-a/b", "\ufffd"})
  void correlation_data_that_is_no_token_of_ours_is_none(String correlation) {
    assertMalformed("the payload is empty", answer("success", "", correlation));
    assertMalformed("there is no TaskToken", answer("success", "{}", correlation));
  }

  @Test
  void a_failures_reason_is_read_beside_a_token_from_correlation_data() {
    assertEquals(
        failed("no milk"), answer("failure", "{\"reason\":\"no milk\"}", "smoothie-order-1"));
  }

  private static RobotMessage answer(String what, String payload, String correlation) {
    return RobotMessage.parse(
        "robots/Robot1/" + what, payload.getBytes(UTF_8), correlation.getBytes(UTF_8), false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        "{\"tasktoken\":\"smoothie-order-1\"} | order-1",
        "{\"TaskToken\":\"smoothie-order-1\"} x | order-1",
        "{\"TaskToken\":\"smoothie-order-1\",\"task_token\":\"smoothie-2\"} | none",
        "{\"TaskToken\":\"smoothie-1\",\"TaskToken\":\"smoothie-1\"} | 1",
        "smoothie-order-1 | order-1",
        "{} | none",
        "{\"TaskToken\":\"order-1\"} | none",
      })
  void an_unusable_message_names_its_order_where_that_can_be_told(String payload, String order) {
    Malformed malformed = assertInstanceOf(Malformed.class, success(payload));
    assertEquals(order, malformed.order() == null ? null : malformed.order().value());
  }

  @Test
  void a_retained_answer_and_one_with_correlation_data_name_their_order() {
    assertEquals(
        new Malformed("the message is retained; an answer must not be", ORDER),
        RobotMessage.parse("robots/Robot1/success", TOKEN.getBytes(UTF_8), true));
    assertEquals(
        ORDER, ((Malformed) answer("success", "smoothie-other", "smoothie-order-1")).order());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | the payload is empty",
        "` ` | the payload is empty",
        "Mango | the payload is not JSON",
        "{ | the payload is not JSON",
        "{\"TaskToken\":\"smoothie-order-1\"} x | the payload is not JSON",
        "{\"TaskToken\":\"smoothie-order-1\"}{} | the payload is not JSON",
        "{'TaskToken':'smoothie-order-1'} | the payload is not JSON",
        "null | the payload is not a JSON object",
        "[] | the payload is not a JSON object",
        "\"smoothie-order-1\" | the payload is not a JSON object",
        "{} | there is no TaskToken",
        "{\"tasktoken\":\"smoothie-order-1\",\"a\":1} | no TaskToken; its keys are tasktoken, a",
        "{\"tasktoken\":1,\"\\u202e\\n\":2} | there is no TaskToken; its keys are tasktoken,",
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
  void a_payload_that_is_not_utf8_too_long_or_too_deep_is_refused() {
    byte[] notUtf8 = {'{', '"', (byte) 0xc3, '"', '}'};
    assertMalformed("not UTF-8", RobotMessage.parse("robots/Robot1/success", notUtf8, false));
    assertMalformed("more than 16384 bytes", success("x".repeat(16385)));
    assertEquals(SUCCESS, success(TOKEN + " ".repeat(16384 - TOKEN.length())));
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
  void a_robots_name_of_129_characters_is_refused() {
    assertMalformed(
        "the topic is not",
        RobotMessage.parse("robots/" + "x".repeat(129) + "/success", TOKEN.getBytes(UTF_8), false));
  }

  @Test
  void retained_answers_are_refused_and_retained_statuses_are_not() {
    byte[] token = TOKEN.getBytes(UTF_8);
    assertMalformed("retained", RobotMessage.parse("robots/Robot1/success", token, true));
    assertMalformed("retained", RobotMessage.parse("robots/Robot1/failure", token, true));
    assertEquals(
        new Status(ROBOT1, true, null),
        RobotMessage.parse("robots/Robot1/status", "ONLINE".getBytes(UTF_8), true));
    assertEquals(
        new Status(ROBOT1, false, null),
        RobotMessage.parse("robots/Robot1/status", "OFFLINE".getBytes(UTF_8), false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ONLINE",
        "Online",
        "online",
        " online\n",
        "\ufeffONLINE\u0000",
        "{\"status\":\"Online\"}",
        "{\"status\":\"ONLINE\",\"session\":null,\"skill\":[\"ice\"]}"
      })
  void a_status_is_read_in_any_case_and_with_blanks(String payload) {
    assertEquals(
        new Status(ROBOT1, true, null),
        RobotMessage.parse("robots/Robot1/status", payload.getBytes(UTF_8), true));
    assertEquals(
        new Status(ROBOT1, false, null),
        RobotMessage.parse(
            "robots/Robot1/status",
            payload.replaceFirst("(?i)online", "offLine").getBytes(UTF_8),
            true));
  }

  @Test
  void a_status_may_name_its_session() {
    assertEquals(
        new Status(ROBOT1, true, "s-1"),
        RobotMessage.parse("robots/Robot1/status", RobotMessage.status(true, "s-1"), false));
    Skills skills = Skills.of(List.of("heat", "blend"));
    assertEquals(
        new Status(ROBOT1, true, "s-1", skills, null),
        RobotMessage.parse(
            "robots/Robot1/status", RobotMessage.status(true, "s-1", skills), false));
    assertEquals(
        new Status(ROBOT1, false, "17"),
        RobotMessage.parse(
            "robots/Robot1/status",
            "{\"session\":17,\"status\":\"OFFLINE\"}".getBytes(UTF_8),
            false));
    assertMalformed(
        "the session has more than 128 characters",
        RobotMessage.parse(
            "robots/Robot1/status", RobotMessage.status(true, "s".repeat(129)), false));
  }

  @Test
  void a_status_may_name_skills() {
    assertEquals(
        new Status(ROBOT1, true, null, Skills.of(List.of("blend", "heat")), null),
        status("[\"heat\",\"blend\",\"heat\"]"));
    assertEquals(new Status(ROBOT1, true, null, Skills.NONE, null), status("[]"));
    assertEquals(new Status(ROBOT1, true, null), status("null"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u00a7',
      value = {
        "\"heat\" | not a list of skills' names such as [\"blend\"]",
        "{} | not a list of skills' names such as [\"blend\"]",
        "[7] | not a list of skills' names such as [\"blend\"]",
        "[[\"heat\"]] | not a list of skills' names such as [\"blend\"]",
        "[\"heat\",\"\"] | not a list of skills' names such as [\"blend\"]",
        "[\"two words\"] | \"two words\" is not a skill's name"
      })
  void a_status_counts_without_skills_that_cannot_be_read(String skills, String why) {
    Status status = (Status) status(skills);
    assertTrue(status.online());
    assertEquals(null, status.skills());
    assertTrue(String.valueOf(status.flaw()).contains(why), String.valueOf(status.flaw()));
  }

  @Test
  void a_status_counts_without_more_skills_than_are_taken() {
    List<String> many = IntStream.range(0, 33).mapToObj(i -> "\"s" + i + "\"").toList();
    assertEquals(
        new Status(
            ROBOT1,
            true,
            null,
            null,
            "its \"skills\" are left out: there are 33 skills; at most 32 are taken"),
        status(many.toString()));
  }

  private static RobotMessage status(String skills) {
    return RobotMessage.parse(
        "robots/Robot1/status",
        "{\"status\":\"ONLINE\",\"skills\":%s}".formatted(skills).getBytes(UTF_8),
        false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "\"ONLINE\"", "BROKEN", "\u0000", "ON LINE", "{\"status\":1}"})
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
      RobotMessage.parse("robots/Robot1/failure", bytes, bytes, false);
      RobotMessage.parse("robots/Robot1/status", bytes, false);
      OrderMessage.parse(bytes);
    }
  }
}
