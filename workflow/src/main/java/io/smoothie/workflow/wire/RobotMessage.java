package io.smoothie.workflow.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothie.workflow.JobData;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotFailed;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotSucceeded;
import io.smoothie.workflow.trace.TraceParent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a robot says, read from its topic and payload. */
public sealed interface RobotMessage {
  /** A longer payload is malformed, whatever it has. */
  int MAX_PAYLOAD_BYTES = WireJson.MAX_PAYLOAD;

  /**
   * The robot has made the smoothie.
   *
   * @param said the order's signal: the robot, and its result if it gave one
   * @param flaw why its result is left out, in words; null when nothing is
   */
  record Success(OrderId order, RobotSucceeded said, @Nullable String flaw)
      implements RobotMessage {}

  /**
   * The robot cannot make the smoothie.
   *
   * @param said the order's signal: the robot, its reason, stripped of what cannot be shown and cut
   *     to 256 code points, which may be empty, and its details if it gave any
   * @param flaw why its details are left out, in words; null when nothing is
   */
  record Failure(OrderId order, RobotFailed said, @Nullable String flaw) implements RobotMessage {}

  /**
   * The robot is there, or its connection was lost.
   *
   * @param session tells the robot's connection from its earlier ones; null when it does not say
   * @param skills what it can do now; null when it does not say, or not so that it can be read
   * @param flaw why its skills are left out, in words; null when nothing is
   */
  record Status(
      RobotName robot,
      boolean online,
      @Nullable String session,
      @Nullable Skills skills,
      @Nullable String flaw)
      implements RobotMessage {
    /** Of a robot that says nothing of its skills. */
    public Status(RobotName robot, boolean online, @Nullable String session) {
      this(robot, online, session, null, null);
    }
  }

  /**
   * The robot is at work on the order.
   *
   * @param percent how much of it is done, 0 to 100; null when it does not say
   * @param note what it does, fit to be shown on one line and cut to 200 code points; null when it
   *     does not say
   */
  record Progress(OrderId order, RobotName robot, @Nullable Integer percent, @Nullable String note)
      implements RobotMessage {
    /** The longest note that is kept, in code points. */
    public static final int MAX_NOTE_CODE_POINTS = 200;
  }

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
      case "progress" -> ProgressPayload.read(robot, payload, correlation, retained);
      case "success" ->
          AnswerPayload.read(robot, /* success= */ true, payload, correlation, retained);
      case "failure" ->
          AnswerPayload.read(robot, /* success= */ false, payload, correlation, retained);
      default -> noRobotsTopic();
    };
  }

  private static RobotMessage noRobotsTopic() {
    return new Malformed(
        "the topic is not robots/<name>/success, failure, status or progress", null);
  }

  /**
   * The payload of a status that tells its connection from the robot's earlier ones: {@code
   * {"status":"ONLINE","session":"…"}}.
   */
  static byte[] status(boolean online, String session) {
    return status(online, session, null);
  }

  /** Likewise, with {@code "skills":["…"]} when they are given. */
  static byte[] status(boolean online, String session, @Nullable Skills skills) {
    ObjectNode json =
        WireJson.object().put("status", StatusPayload.word(online)).put("session", session);
    if (skills != null) {
      skills.names().forEach(json.putArray("skills")::add);
    }
    return WireJson.write(json);
  }

  /** The payload of a success: {@code {"TaskToken":"<workflow id>"}}. */
  static byte[] success(OrderId order) {
    return success(order, null, Optional.empty());
  }

  /**
   * As {@link #success(OrderId)}, with {@code "result"} when there is one, and {@code
   * "traceparent"} when it continues a trace.
   */
  static byte[] success(OrderId order, @Nullable JobData result, Optional<TraceParent> trace) {
    ObjectNode json = token(order);
    if (result != null) {
      json.set("result", result.json());
    }
    return WireJson.write(TraceField.put(trace, json));
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

  /** The payload of a failure of a robot that stopped since its order is cancelled. */
  static byte[] stopped(OrderId order, Optional<TraceParent> trace) {
    return WireJson.write(TraceField.put(trace, token(order).put("cancelled", true)));
  }

  /** The payload of a robot's progress. */
  static byte[] progress(OrderId order, int percent, @Nullable String note) {
    ObjectNode json = token(order).put("percent", percent);
    return WireJson.write(note == null ? json : json.put("note", note));
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
