package io.smoothie.gateway;

import io.smoothie.activities.table.DeadLetters;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.Text;
import io.smoothie.workflow.wire.Topics;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the messages that cannot be used: keeps them in the table, and logs them seldom. */
final class DeadLetterBox {
  private static final Logger log = LoggerFactory.getLogger(DeadLetterBox.class);

  private final DeadLetters letters;
  private final GatewayMetrics metrics;
  private final SeldomLog seldom = new SeldomLog(Duration.ofSeconds(10));

  DeadLetterBox(DeadLetters letters, GatewayMetrics metrics) {
    this.letters = letters;
    this.metrics = metrics;
  }

  /**
   * Throws when the table cannot take it now.
   *
   * @param reason {@code kind} in words
   * @param order which order the message seems to be about, or null
   */
  void put(
      String topic, byte[] payload, DeadLetterReason kind, String reason, @Nullable OrderId order) {
    letters.add(topic, payload, reason, order);
    metrics.deadLetter(kind);
    seldom.say(
        more ->
            log.warn(
                "A message on {} could not be used: {}; see `smoothie dead-letters list`{}",
                Text.forOneLine(topic, 150),
                // Why a payload is malformed may quote it, and no log has payloads.
                kind == DeadLetterReason.MALFORMED ? "it is not what a robot may say" : reason,
                more,
                // The text has no place for these two: they are fields where lines are JSON.
                order,
                Topics.robot(topic).orElse(null)));
  }
}
