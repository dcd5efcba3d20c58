package io.smoothie.workflow.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.trace.TraceParent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a robot says, read from its topic and payload. */
public sealed interface RobotMessage {
  /** The robot has made the smoothie. */
  record Success(RobotName robot, OrderId order) implements RobotMessage {}

  /**
   * The robot cannot make the smoothie.
   *
   * @param reason stripped of what cannot be shown and cut to 256 code points; may be empty
   */
  record Failure(RobotName robot, OrderId order, String reason) implements RobotMessage {}

  /**
   * The robot is there, or its connection was lost.
   *
   * @param session tells the robot's connection from its earlier ones; null when it does not say
   */
  record Status(RobotName robot, boolean online, @Nullable String session)
      implements RobotMessage {}

  /**
   * A message that is not of the wire's form.
   *
   * @param reason why, in words fit to be shown
   * @param order which order it seems to be about, or null
   */
  record Malformed(String reason, @Nullable OrderId order) implements RobotMessage {}

  /** As {@link #parse(String, byte[], byte[], boolean)}, of a message without correlation data. */
  static RobotMessage parse(String topic, byte[] payload, boolean retained) {
    return parse(topic, payload, new byte[0], retained);
  }

  /**
   * Reads one message. Unknown JSON fields are ignored; everything else that is not of the wire's
   * form is {@link Malformed}. Never throws.
   *
   * @param correlation MQTT 5's correlation data, empty where there is none: the task token of an
   *     answer whose payload has none
   * @param retained whether the broker marked the message as retained, which no success or failure
   *     may be: it would be heard again at every subscription
   */
  static RobotMessage parse(String topic, byte[] payload, byte[] correlation, boolean retained) {
    return Topics.robot(topic)
        .map(robot -> parse(robot, topic, payload, correlation, retained))
        .orElseGet(RobotMessage::noRobotsTopic);
  }

  private static RobotMessage parse(
      RobotName robot, String topic, byte[] payload, byte[] correlation, boolean retained) {
    return switch (topic.substring(topic.lastIndexOf('/') + 1)) {
      case "status" -> StatusPayload.read(robot, payload);
      case "success" ->
          AnswerPayload.read(robot, /* success= */ true, payload, correlation, retained);
      case "failure" ->
          AnswerPayload.read(robot, /* success= */ false, payload, correlation, retained);
      default -> noRobotsTopic();
    };
  }

  private static RobotMessage noRobotsTopic() {
    return new Malformed("the topic is not robots/<name>/success, failure or status", null);
  }

  /**
   * The payload of a status that tells its connection from the robot's earlier ones: {@code
   * {"status":"ONLINE","session":"…"}}.
   */
  static byte[] status(boolean online, String session) {
    return WireJson.write(
        WireJson.object().put("status", StatusPayload.word(online)).put("session", session));
  }

  /** The payload of a success: {@code {"TaskToken":"<workflow id>"}}. */
  static byte[] success(OrderId order) {
    return success(order, Optional.empty());
  }

  /** As {@link #success(OrderId)}, and {@code "traceparent"} when it continues a trace. */
  static byte[] success(OrderId order, Optional<TraceParent> trace) {
    return WireJson.write(TraceField.put(trace, token(order)));
  }

  /** The payload of a failure: as a success, with {@code "reason"} when there is one. */
  static byte[] failure(OrderId order, @Nullable String reason) {
    return failure(order, reason, Optional.empty());
  }

  /** As {@link #failure(OrderId, String)}, and {@code "traceparent"} when it continues a trace. */
  static byte[] failure(OrderId order, @Nullable String reason, Optional<TraceParent> trace) {
    ObjectNode json = token(order);
    return WireJson.write(
        TraceField.put(trace, reason == null ? json : json.put("reason", reason)));
  }

  /**
   * The span that an answer names; empty where it names none, or nothing that can be one. No reason
   * to refuse the answer, and never thrown.
   */
  static Optional<TraceParent> trace(byte[] payload) {
    try {
      return TraceField.read(WireJson.read(payload));
    } catch (WireJson.Refused e) {
      return Optional.empty();
    }
  }

  private static ObjectNode token(OrderId order) {
    return WireJson.object().put("TaskToken", order.workflowId());
  }
}
