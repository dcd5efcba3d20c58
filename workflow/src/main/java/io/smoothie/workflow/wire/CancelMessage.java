package io.smoothie.workflow.wire;

import io.smoothie.workflow.OrderId;
import java.util.Optional;

/**
 * What a robot is told when an order that it may be making is cancelled, or has gone to another
 * robot: {@code {"task_token":"<workflow id>"}}. A robot that is not making that order ignores it.
 */
public record CancelMessage(OrderId order) {
  public byte[] toJson() {
    return WireJson.write(WireJson.object().put("task_token", order.workflowId()));
  }

  /** Reads the message as a robot does; empty when it is not one. */
  public static Optional<CancelMessage> parse(byte[] payload) {
    try {
      return OrderId.ofTaskToken(WireJson.read(payload).path("task_token").asText())
          .map(CancelMessage::new);
    } catch (WireJson.Refused e) {
      return Optional.empty();
    }
  }
}
