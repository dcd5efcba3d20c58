package io.smoothie.cli.stack;

import io.smoothie.cli.board.Message;
import io.smoothie.workflow.Text;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * One MQTT message as the broker took it.
 *
 * @param payload as text; bytes that are not UTF-8 show as question marks
 */
record WatchedMessage(String topic, String payload, boolean retained) {
  private static final int SHOWN_TOPIC = 120;
  private static final int SHOWN_PAYLOAD = 400;

  static WatchedMessage of(String topic, byte[] payload, boolean retained) {
    return new WatchedMessage(topic, new String(payload, StandardCharsets.UTF_8), retained);
  }

  /** Who said it to whom, as far as the topic tells. */
  String direction() {
    if (topic.matches("robots/[^/]*/(order|cancel)")) {
      return "worker → robot";
    }
    return topic.matches("robots/[^/]*/(success|failure|status|progress)")
        ? "robot → gateway"
        : "? → ?";
  }

  /** As the board shows it. */
  Message at(Instant time) {
    return new Message(
        time,
        direction(),
        Text.forOneLine(topic, SHOWN_TOPIC),
        Text.forOneLine(payload, SHOWN_PAYLOAD),
        retained);
  }

  /** On one line, whatever the message holds. */
  String line() {
    return "MQTT  %-15s  %s  %s%s"
        .formatted(
            direction(),
            Text.forOneLine(topic, SHOWN_TOPIC),
            Text.forOneLine(payload, SHOWN_PAYLOAD),
            retained ? "  (retained)" : "");
  }
}
