package io.smoothie.workflow.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Text;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a robot says, read from its topic and payload. */
public sealed interface RobotMessage {
  /** The longest reason of a failure that is kept, in code points. */
  int MAX_REASON_CODE_POINTS = 256;

  /** The robot has made the smoothie. */
  record Success(RobotName robot, OrderId order) implements RobotMessage {}

  /**
   * The robot cannot make the smoothie.
   *
   * @param reason stripped of what cannot be shown and cut to 256 code points; may be empty
   */
  record Failure(RobotName robot, OrderId order, String reason) implements RobotMessage {}

  /** The robot is there, or its connection was lost. */
  record Status(RobotName robot, boolean online) implements RobotMessage {}

  /**
   * Nothing of the wire's.
   *
   * @param reason why, in words fit to be shown
   */
  record Malformed(String reason) implements RobotMessage {}

  /**
   * Reads one message. Unknown JSON fields are ignored; everything else that is not of the wire's
   * form is {@link Malformed}. Never throws.
   *
   * @param retained whether the broker marked the message as retained, which no success or failure
   *     may be: it would be heard again at every subscription
   */
  static RobotMessage parse(String topic, byte[] payload, boolean retained) {
    String[] levels = topic.split("/", -1);
    if (levels.length != 3 || !levels[0].equals("robots") || !RobotName.isValid(levels[1])) {
      return new Malformed("the topic is not robots/<name>/success, failure or status");
    }
    RobotName robot = new RobotName(levels[1]);
    return switch (levels[2]) {
      case "status" -> status(robot, payload);
      case "success", "failure" ->
          retained
              ? new Malformed("the message is retained; an answer must not be")
              : answer(robot, levels[2].equals("success"), payload);
      default -> new Malformed("the topic is not robots/<name>/success, failure or status");
    };
  }

  /** The payload of a success: {@code {"TaskToken":"<workflow id>"}}. */
  static byte[] success(OrderId order) {
    return WireJson.write(WireJson.object().put("TaskToken", order.workflowId()));
  }

  /** The payload of a failure: as a success, with {@code "reason"} when there is one. */
  static byte[] failure(OrderId order, @Nullable String reason) {
    ObjectNode json = WireJson.object().put("TaskToken", order.workflowId());
    return WireJson.write(reason == null ? json : json.put("reason", reason));
  }

  private static RobotMessage status(RobotName robot, byte[] payload) {
    return switch (new String(payload, StandardCharsets.UTF_8)) {
      case "ONLINE" -> new Status(robot, true);
      case "OFFLINE" -> new Status(robot, false);
      default -> new Malformed("the status is neither ONLINE nor OFFLINE");
    };
  }

  private static RobotMessage answer(RobotName robot, boolean success, byte[] payload) {
    try {
      ObjectNode json = WireJson.read(payload);
      OrderId order = order(json);
      return success ? new Success(robot, order) : new Failure(robot, order, reason(json));
    } catch (WireJson.Refused e) {
      return new Malformed(Text.forOneLine(e.why(), 200));
    }
  }

  private static OrderId order(ObjectNode json) throws WireJson.Refused {
    List<JsonNode> tokens =
        List.of(json.path("TaskToken"), json.path("task_token")).stream()
            .filter(token -> !token.isMissingNode())
            .distinct()
            .toList();
    if (tokens.isEmpty()) {
      throw new WireJson.Refused("there is no TaskToken");
    }
    if (tokens.size() > 1) {
      throw new WireJson.Refused("TaskToken and task_token differ");
    }
    if (!tokens.get(0).isTextual()) {
      throw new WireJson.Refused("the TaskToken is not a text");
    }
    return OrderId.ofTaskToken(tokens.get(0).textValue())
        .orElseThrow(() -> new WireJson.Refused("the TaskToken is not one of ours"));
  }

  private static String reason(ObjectNode json) throws WireJson.Refused {
    JsonNode reason = json.path("reason");
    if (reason.isMissingNode() || reason.isNull()) {
      return "";
    }
    if (!reason.isTextual()) {
      throw new WireJson.Refused("the reason is not a text");
    }
    return Text.forOneLine(reason.textValue(), MAX_REASON_CODE_POINTS);
  }
}
