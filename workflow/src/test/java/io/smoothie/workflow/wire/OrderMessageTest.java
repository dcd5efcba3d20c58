package io.smoothie.workflow.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.trace.TraceParent;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderMessageTest {
  private static final OrderMessage MESSAGE =
      new OrderMessage(new OrderId("order-1"), "Açaí \"🍓\"");

  @Test
  void a_robot_is_told_what_the_demo_tells_it() {
    assertEquals(
        "{\"task_token\":\"smoothie-order-1\",\"smoothie\":\"Açaí \\\"🍓\\\"\"}",
        new String(MESSAGE.toJson(), UTF_8));
    assertEquals(Optional.of(MESSAGE), OrderMessage.parse(MESSAGE.toJson()));
  }

  @Test
  void a_message_of_a_traced_order_names_its_span_and_is_read_back() {
    String span = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    OrderMessage traced =
        new OrderMessage(new OrderId("order-1"), "Lime", null, TraceParent.parse(span));

    assertEquals(
        "{\"task_token\":\"smoothie-order-1\",\"smoothie\":\"Lime\",\"traceparent\":\""
            + span
            + "\"}",
        new String(traced.toJson(), UTF_8));
    assertEquals(Optional.of(traced), OrderMessage.parse(traced.toJson()));
    assertEquals(
        Optional.of(new OrderMessage(new OrderId("order-1"), "Lime")),
        OrderMessage.parse(
            new String(traced.toJson(), UTF_8).replace(span, "nonsense").getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "[]", "{}", "{\"task_token\":1}", "{\"task_token\":\"x\"}"})
  void a_payload_that_is_no_order_is_passed_over(String payload) {
    assertEquals(Optional.empty(), OrderMessage.parse(payload.getBytes(UTF_8)));
  }

  @Test
  void a_robot_is_told_of_a_cancel_by_its_token_alone() {
    CancelMessage cancel = new CancelMessage(new OrderId("order-1"));

    assertEquals("{\"task_token\":\"smoothie-order-1\"}", new String(cancel.toJson(), UTF_8));
    assertEquals(Optional.of(cancel), CancelMessage.parse(cancel.toJson()));
    assertEquals(Optional.of(cancel), CancelMessage.parse(MESSAGE.toJson()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "[]", "{}", "{\"task_token\":1}", "{\"task_token\":\"x\"}"})
  void a_payload_that_is_no_cancel_is_passed_over(String payload) {
    assertEquals(Optional.empty(), CancelMessage.parse(payload.getBytes(UTF_8)));
  }

  @Test
  void topics_are_the_demos() {
    RobotName robot = new RobotName("Robot1");

    assertEquals("robots/Robot1/order", Topics.order(robot));
    assertEquals("robots/Robot1/success", Topics.success(robot));
    assertEquals("robots/Robot1/failure", Topics.failure(robot));
    assertEquals("robots/Robot1/status", Topics.status(robot));
    assertEquals("robots/Robot1/cancel", Topics.cancel(robot));
  }
}
