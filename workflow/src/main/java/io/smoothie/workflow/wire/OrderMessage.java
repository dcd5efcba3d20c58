package io.smoothie.workflow.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothie.workflow.JobData;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.trace.TraceParent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a robot is told: {@code {"task_token":"<workflow id>","smoothie":"<name>"}}, the demo's own
 * message, {@code "params":{…}} where the order has any, and {@code "traceparent"} where it has a
 * trace.
 *
 * @param trace what the robot's span is to continue
 */
public record OrderMessage(
    OrderId order, String smoothie, @Nullable JobData params, Optional<TraceParent> trace) {

  /** One of an order without parameters and without a trace. */
  public OrderMessage(OrderId order, String smoothie) {
    this(order, smoothie, null, Optional.empty());
  }

  public byte[] toJson() {
    ObjectNode json =
        WireJson.object().put("task_token", order.workflowId()).put("smoothie", smoothie);
    if (params != null) {
      json.set("params", params.json());
    }
    return WireJson.write(TraceField.put(trace, json));
  }

  /** Reads the message as a robot does; empty when it is not one. */
  public static Optional<OrderMessage> parse(byte[] payload) {
    try {
      ObjectNode json = WireJson.read(payload);
      return OrderId.ofTaskToken(json.path("task_token").asText())
          .map(
              order ->
                  new OrderMessage(
                      order,
                      json.path("smoothie").asText(),
                      WireJson.data(json, "params").value(),
                      TraceField.read(json)));
    } catch (WireJson.Refused e) {
      return Optional.empty();
    }
  }
}
