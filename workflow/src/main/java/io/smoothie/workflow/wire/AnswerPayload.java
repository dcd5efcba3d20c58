package io.smoothie.workflow.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotFailed;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotSucceeded;
import io.smoothie.workflow.Text;
import io.smoothie.workflow.wire.RobotMessage.Failure;
import io.smoothie.workflow.wire.RobotMessage.Malformed;
import io.smoothie.workflow.wire.RobotMessage.Success;
import io.smoothie.workflow.wire.WireJson.Data;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The payload of a success or a failure: the order's task token, and what a robot says of it. */
final class AnswerPayload {
  /** Finds a task token even in a payload that cannot be used. */
  private static final Pattern LIKE_A_TOKEN = Pattern.compile(OrderId.PREFIX + "[A-Za-z0-9._:-]+");

  private AnswerPayload() {}

  static RobotMessage read(
      RobotName robot, boolean success, byte[] payload, byte[] correlation, boolean retained) {
    Optional<OrderId> correlated = correlated(correlation);
    if (retained) {
      return malformed("the message is retained; an answer must not be", payload, correlated);
    }
    try {
      ObjectNode json = json(payload, correlated);
      OrderId order = order(json, correlated);
      return success ? success(robot, order, json) : failure(robot, order, json);
    } catch (WireJson.Refused e) {
      return malformed(e.why(), payload, correlated);
    }
  }

  /** Correlation data with a byte that no task token can have is not a token. */
  static Optional<OrderId> correlated(byte[] correlation) {
    return OrderId.ofTaskToken(new String(correlation, StandardCharsets.UTF_8).trim());
  }

  /** The payload, which may be empty where the correlation data has the token. */
  static ObjectNode json(byte[] payload, Optional<OrderId> correlated) throws WireJson.Refused {
    String text = WireJson.text(payload);
    return text.isEmpty() && correlated.isPresent() ? WireJson.object() : WireJson.read(text);
  }

  static OrderId order(ObjectNode json, Optional<OrderId> correlated) throws WireJson.Refused {
    List<JsonNode> tokens =
        List.of(json.path("TaskToken"), json.path("task_token")).stream()
            .filter(token -> !token.isMissingNode())
            .distinct()
            .toList();
    if (tokens.isEmpty()) {
      return correlated.orElseThrow(() -> new WireJson.Refused(noToken(json)));
    }
    if (tokens.size() > 1) {
      throw new WireJson.Refused("TaskToken and task_token differ");
    }
    if (!tokens.get(0).isTextual()) {
      throw new WireJson.Refused("the TaskToken is not a text");
    }
    return OrderId.ofTaskToken(tokens.get(0).textValue().trim())
        .orElseThrow(() -> new WireJson.Refused("the TaskToken is not one of ours"));
  }

  /** Lists the keys that there are: one of them may be the token's, in another spelling. */
  private static String noToken(ObjectNode json) {
    List<String> keys = new ArrayList<>();
    json.fieldNames().forEachRemaining(keys::add);
    return keys.isEmpty()
        ? "there is no TaskToken"
        : "there is no TaskToken; its keys are " + String.join(", ", keys);
  }

  private static Success success(RobotName robot, OrderId order, ObjectNode json) {
    Data result = WireJson.data(json, "result");
    return new Success(order, new RobotSucceeded(robot, result.value()), result.flaw());
  }

  private static Failure failure(RobotName robot, OrderId order, ObjectNode json) {
    Data details = WireJson.data(json, "details");
    JsonNode retry = json.path("retry");
    return new Failure(
        order,
        new RobotFailed(
            robot,
            reason(json),
            details.value(),
            (retry.isBoolean() && !retry.booleanValue()) ? false : null,
            (json.path("cancelled").isBoolean() && json.path("cancelled").booleanValue())
                ? true
                : null),
        details.flaw());
  }

  private static String reason(ObjectNode json) {
    JsonNode reason = json.path("reason");
    return reason.isMissingNode() || reason.isNull()
        ? ""
        : Text.forOneLine(WireJson.text(reason), RobotFailed.MAX_REASON_CODE_POINTS);
  }

  private static Malformed malformed(String why, byte[] payload, Optional<OrderId> correlated) {
    return new Malformed(
        Text.forOneLine(why, 200), correlated.orElseGet(() -> onlyTokenIn(payload)));
  }

  /** The order whose token is the only one anywhere in {@code payload}; null when none is. */
  private static @Nullable OrderId onlyTokenIn(byte[] payload) {
    List<OrderId> orders =
        LIKE_A_TOKEN
            .matcher(new String(payload, StandardCharsets.UTF_8))
            .results()
            .flatMap(token -> OrderId.ofTaskToken(token.group()).stream())
            .distinct()
            .toList();
    return orders.size() == 1 ? orders.get(0) : null;
  }
}
