package io.smoothie.workflow.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.trace.TraceParent;
import java.util.Optional;

/**
 * What a robot is told: {@code {"task_token":"<workflow id>","smoothie":"<name>"}}, the demo's own
 * message, and {@code "traceparent"} where the order has a trace.
 *
 * @param trace what the robot's span is to continue
 */
public record OrderMessage(OrderId order, String smoothie, Optional<TraceParent> trace) {

  /** One of an order without a trace. */
  public OrderMessage(OrderId order, String smoothie) {
    this(order, smoothie, Optional.empty());
  }

  public byte[] toJson() {
    return WireJson.write(
        TraceField.put(
            trace,
            WireJson.object().put("task_token", order.workflowId()).put("smoothie", smoothie)));
  }

  /** Reads the message as a robot does; empty when it is not one. */
  public static Optional<OrderMessage> parse(byte[] payload) {
    try {
      ObjectNode json = WireJson.read(payload);
      return OrderId.ofTaskToken(json.path("task_token").asText())
          .map(
              order ->
                  new OrderMessage(order, json.path("smoothie").asText(), TraceField.read(json)));
    } catch (WireJson.Refused e) {
      return Optional.empty();
    }
  }
}
