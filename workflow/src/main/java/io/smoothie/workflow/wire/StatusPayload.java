package io.smoothie.workflow.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import io.smoothie.workflow.Text;
import io.smoothie.workflow.wire.RobotMessage.Malformed;
import io.smoothie.workflow.wire.RobotMessage.Status;
import org.jspecify.annotations.Nullable;

/** What a birth or a will says: a word, or JSON that has the word, a session and skills. */
final class StatusPayload {
  /** The longest session that is taken, in UTF-16 code units. */
  private static final int MAX_SESSION = 128;

  private StatusPayload() {}

  static String word(boolean online) {
    return online ? "ONLINE" : "OFFLINE";
  }

  static RobotMessage read(RobotName robot, byte[] payload) {
    try {
      String text = WireJson.text(payload);
      if (!text.startsWith("{")) {
        return new Status(robot, online(text), null);
      }
      ObjectNode json = WireJson.read(text);
      return skills(
          new Status(robot, online(json.path("status").asText()), session(json)),
          json.path("skills"));
    } catch (WireJson.Refused e) {
      return new Malformed(Text.forOneLine(e.why(), 200), null);
    }
  }

  /** A status counts without skills that cannot be read: robots need not know of ours. */
  private static Status skills(Status status, JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return status;
    }
    try {
      return new Status(
          status.robot(), status.online(), status.session(), Skills.ofJson(value), null);
    } catch (IllegalArgumentException e) {
      String flaw = "its \"skills\" are left out: " + e.getMessage();
      return new Status(status.robot(), status.online(), status.session(), null, flaw);
    }
  }

  private static boolean online(String text) throws WireJson.Refused {
    String word = text.trim();
    if (word.equalsIgnoreCase("ONLINE")) {
      return true;
    }
    if (word.equalsIgnoreCase("OFFLINE")) {
      return false;
    }
    throw new WireJson.Refused("the status is neither ONLINE nor OFFLINE");
  }

  private static @Nullable String session(ObjectNode json) throws WireJson.Refused {
    JsonNode session = json.path("session");
    if (session.isMissingNode() || session.isNull()) {
      return null;
    }
    String text = WireJson.text(session);
    if (text.length() > MAX_SESSION) {
      // Not cut: two long sessions could become equal.
      throw new WireJson.Refused("the session has more than %d characters".formatted(MAX_SESSION));
    }
    if (!Text.isFit(text)) {
      // Not every database can store such a character: a NUL, half a surrogate pair.
      throw new WireJson.Refused("the session has a character that cannot be shown");
    }
    return text;
  }
}
