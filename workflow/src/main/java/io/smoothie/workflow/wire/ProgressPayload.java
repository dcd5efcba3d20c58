package io.smoothie.workflow.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Text;
import io.smoothie.workflow.wire.RobotMessage.Malformed;
import io.smoothie.workflow.wire.RobotMessage.Progress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The payload of a robot's progress: the order's task token, and how far the robot is. */
final class ProgressPayload {
  private static final int MOST = 100;

  private ProgressPayload() {}

  static RobotMessage read(RobotName robot, byte[] payload, byte[] correlation, boolean retained) {
    try {
      if (retained) {
        throw new WireJson.Refused("the message is retained; progress must not be");
      }
      Optional<OrderId> correlated = AnswerPayload.correlated(correlation);
      ObjectNode json = AnswerPayload.json(payload, correlated);
      return new Progress(AnswerPayload.order(json, correlated), robot, percent(json), note(json));
    } catch (WireJson.Refused e) {
      return new Malformed(Text.forOneLine(e.why(), 200), null);
    }
  }

  private static @Nullable Integer percent(ObjectNode json) throws WireJson.Refused {
    JsonNode percent = json.path("percent");
    if (percent.isMissingNode() || percent.isNull()) {
      return null;
    }
    double value = percent.doubleValue();
    if (!percent.isNumber() || value < 0 || value > MOST) {
      throw new WireJson.Refused(
          "the percent is %s, and no number from 0 to 100"
              .formatted(Text.forOneLine(percent.toString(), 40)));
    }
    return (int) value;
  }

  private static @Nullable String note(ObjectNode json) {
    JsonNode note = json.path("note");
    if (note.isMissingNode() || note.isNull()) {
      return null;
    }
    return Text.forOneLine(WireJson.text(note), Progress.MAX_NOTE_CODE_POINTS);
  }
}
