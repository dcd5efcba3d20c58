package io.smoothie.workflow;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.smoothie.workflow.kitchen.Kitchen;
import io.smoothie.workflow.kitchen.Reaction;
import io.smoothie.workflow.kitchen.TestOrder;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.RawValue;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Workflows that any client may start with any input, as Temporal's Web UI lets everyone do. */
class InputTest {
  @RegisterExtension private final Kitchen kitchen = Kitchen.with("Robot1");

  private static RawValue raw(String encoding, String data) {
    return new RawValue(
        Payload.newBuilder()
            .putMetadata("encoding", ByteString.copyFromUtf8(encoding))
            .setData(ByteString.copyFrom(data, UTF_8))
            .build());
  }

  private TestOrder startWithJson(String json) {
    TestOrder order = kitchen.order();
    order.start(raw("json/plain", json));
    return order;
  }

  private void assertRefused(TestOrder order, String words) {
    ApplicationFailure failure = order.failure();
    assertEquals(FailureType.INVALID_ORDER, failure.getType());
    assertTrue(failure.getOriginalMessage().contains(words), failure.getOriginalMessage());
    assertEquals(List.of(), order.calls());
    assertEquals(0, order.count(EVENT_TYPE_WORKFLOW_TASK_FAILED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"SmoothieName\":\"Mango\"}",
        "{\"smoothie\":\"Mango\"}",
        "{\"smoothie\":\"Mango\",\"SmoothieName\":\"Kiwi\",\"unknown\":[1,2]}",
        "{\"smoothie\":\"Mango\",\"due\":\"1970-01-01T08:00+01:00\"}",
        "{\"smoothie\":\"Mango\",\"due\":null,\"limit\":null,\"priority\":null,\"start_to_close\":\"10s\"}",
      })
  void the_demos_input_and_ours_are_orders(String json) {
    kitchen.table().when("Robot1", Reaction.succeedsAfter(Duration.ofSeconds(3)));

    assertEquals("Mango", startWithJson(json).made().smoothie());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "null | the smoothie's name is empty",
        "[] | not a JSON object",
        "[{\"smoothie\":\"Mango\"}] | not a JSON object",
        "\"Mango\" | not a JSON object",
        "17 | not a JSON object",
        "true | not a JSON object",
        "{} | has no text \"smoothie\"",
        "{\"smoothie\":17} | has no text \"smoothie\"",
        "{\"smoothie\":null} | has no text \"smoothie\"",
        "{\"smoothie\":\"\"} | name is empty",
        "{\"smoothie\":\"a\\u202eb\"} | bidirectional",
        "{\"smoothie\":\"Mango\",\"start_to_close\":10} | \"start_to_close\" is not a duration",
        "{\"smoothie\":\"Mango\",\"limit\":\"soon\"} | \"limit\": \"soon\" is not a duration",
        "{\"smoothie\":\"Mango\",\"priority\":\"1\"} | \"priority\" is not a whole number",
        "{\"smoothie\":\"Mango\",\"priority\":1.5} | \"priority\" is not a whole number",
        "{\"smoothie\":\"Mango\",\"priority\":6} | the priority is 6",
        "{\"smoothie\":\"Mango\",\"attempts\":0} | the number of attempts is 0",
        "{\"smoothie\":\"Mango\",\"attempts\":99999999999} | \"attempts\" is not a whole number",
        "{\"smoothie\":\"Mango\",\"due\":\"tomorrow\"} | \"due\" is not a time with an offset",
        "{\"smoothie\":\"Mango\",\"due\":\"2026-12-01T08:00\"} | \"due\" is not a time with an",
        "{\"smoothie\":\"Mango\",\"due\":1764576000} | \"due\" is not a time with an offset",
        "{\"smoothie\":\"Mango\",\"due\":\"9999-12-01T08:00Z\"} | up to 366d before it is due",
        "{\"smoothie\":\"Mango\",\"queue_timeout\":\"400d\"} | the queue timeout is 400d",
      })
  void any_other_json_is_refused_and_says_why(String json, String words) {
    assertRefused(startWithJson(json), words);
  }

  @Test
  void no_input_at_all_is_refused() {
    TestOrder order = kitchen.order();
    order.start();

    assertRefused(order, "the smoothie's name is empty");
  }

  @ParameterizedTest
  @CsvSource({"binary/plain,Mango", "binary/plain,''", "something/else,Mango", "json/plain,{]"})
  void an_input_that_is_no_json_fails_clearly_and_at_once(String encoding, String data) {
    TestOrder order = kitchen.order();
    order.start(raw(encoding, data));

    ApplicationFailure failure = order.failure();

    assertTrue(failure.getType().endsWith("DataConverterException"), failure.getType());
    assertEquals(List.of(), order.calls());
    assertEquals(0, order.count(EVENT_TYPE_WORKFLOW_TASK_FAILED));
  }

  @Test
  void a_binary_null_is_refused_as_no_input_is() {
    TestOrder order = kitchen.order();
    order.start(raw("binary/null", ""));

    assertRefused(order, "the smoothie's name is empty");
  }

  @Test
  void a_second_input_is_ignored() {
    kitchen.table().when("Robot1", Reaction.succeedsAfter(Duration.ofSeconds(3)));
    TestOrder order = kitchen.order();
    order.start(OrderRequest.of("Mango"), "and another");

    assertEquals("Mango", order.made().smoothie());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"order-1", "Smoothie-1", "smoothie-", "smoothie-a/b", "smoothie-smoothie-1"})
  void a_workflow_id_that_no_robot_could_answer_is_refused_before_a_robot_is_claimed(String id) {
    TestOrder order = kitchen.order(id);
    order.start(OrderRequest.of("Mango"));

    assertRefused(order, "An order's workflow ID is \"smoothie-\" and an order ID");
  }

  @Test
  void a_cancel_whose_argument_cannot_be_read_does_not_stop_the_order() {
    TestOrder order = kitchen.place(OrderRequest.of("Mango")).awaitTimer();

    assertThrows(RuntimeException.class, () -> order.cancelWith(raw("binary/plain", "x")));
    order.succeeded("Robot1");

    assertEquals("Mango", order.made().smoothie());
  }
}
