package io.smoothie.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobDataTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"a\":1}",
        "{\"a\":[1.5,-0.0,1e300,12345678901234567890,\"\\u0000🍓\",null,{\"b\":{}}]}",
        "{\"a\":[[[[[[[[[[[1]]]]]]]]]]]}",
      })
  void an_object_comes_through_temporals_converter_as_it_is(String text) {
    JobData data = JobData.parse(text);
    DefaultDataConverter converter = DefaultDataConverter.newDefaultInstance();

    var payload = converter.toPayload(data).orElseThrow();

    assertEquals(data, converter.fromPayload(payload, JobData.class, JobData.class));
    assertEquals(data, JobData.parse(payload.getData().toStringUtf8()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | is not a JSON object",
        "null | is not a JSON object",
        "`` | is not a JSON object",
        "{\"a\":1 | is not JSON",
        "{\"a\":1,\"a\":2} | is not JSON: Duplicate field",
        "{} {} | is not JSON",
        "{\"a\":NaN} | is not JSON",
        "{\"a\":1e400} | has a number that is too large",
        "{\"a\":\"\\udead\"} | has half of a surrogate pair",
        "{\"a\":[[[[[[[[[[[[1]]]]]]]]]]]]} | is nested more than 12 deep",
      })
  void what_is_no_such_object_is_refused_with_the_reason(String text, String why) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> JobData.parse(text)).getMessage());
    assertTrue(message.contains(why), message);
  }

  @Test
  void a_deep_nest_is_refused_and_overflows_no_stack() {
    assertThrows(
        IllegalArgumentException.class,
        () -> JobData.parse("{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"));
  }

  @Test
  void two_are_equal_whatever_the_order_of_their_keys() {
    assertEquals(JobData.parse("{\"a\":1,\"b\":2}"), JobData.parse("{\"b\":2, \"a\":1}"));
    assertNotEquals(JobData.parse("{\"a\":1}"), JobData.parse("{\"a\":1.0}"));
  }

  @Test
  void no_caller_can_change_it() {
    JobData data = JobData.parse("{\"a\":{}}");

    data.json().put("b", 2);

    assertEquals("{\"a\":{}}", data.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"task_token", "TaskToken", "smoothie", "params", "traceparent"})
  void params_have_no_key_of_the_wires_own(String key) throws Exception {
    JobData params = JobData.of(new ObjectMapper().createObjectNode().put(key, "x"));

    assertEquals(
        Optional.of(
            "the params have \"%s\", a name that the order's message itself uses".formatted(key)),
        OrderRequest.of("Label").withParams(params).problem());
  }
}
