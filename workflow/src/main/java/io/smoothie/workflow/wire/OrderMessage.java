package io.smoothie.workflow.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothie.workflow.OrderId;
import java.util.Optional;

/**
 * What a robot is told: {@code {"task_token":"<workflow id>","smoothie":"<name>"}}, the demo's own
 * message.
 */
public record OrderMessage(OrderId order, String smoothie) {

  public byte[] toJson() {
    return WireJson.write(
        WireJson.object().put("task_token", order.workflowId()).put("smoothie", smoothie));
  }

  /** Reads the message as a robot does; empty when it is not one. */
  public static Optional<OrderMessage> parse(byte[] payload) {
    try {
      ObjectNode json = WireJson.read(payload);
      return OrderId.ofTaskToken(json.path("task_token").asText())
          .map(order -> new OrderMessage(order, json.path("smoothie").asText()));
    } catch (WireJson.Refused e) {
      return Optional.empty();
    }
  }
}
