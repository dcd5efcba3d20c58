package io.smoothie.cli.deadletters;

import io.smoothie.activities.table.DeadLetter;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.Text;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it is shown; JSON has these field names in snake_case.
 *
 * @param order which order it seems to be about, or null
 * @param keptBytes the length of the kept part of the payload
 * @param payload as text, null when it is not UTF-8
 * @param payloadBase64 as it came, cut at 4 KiB
 */
record Letter(
    long id,
    Instant at,
    @Nullable OrderId order,
    String topic,
    String reason,
    int keptBytes,
    @Nullable String payload,
    String payloadBase64) {

  static Letter of(DeadLetter letter) {
    byte[] payload = letter.payload();
    return new Letter(
        letter.id(),
        letter.at(),
        letter.order(),
        letter.topic(),
        letter.reason(),
        payload.length,
        utf8(payload),
        Base64.getEncoder().encodeToString(payload));
  }

  /** The topic, fit for a line. */
  String topicLine() {
    return Text.forOneLine(topic, 150);
  }

  /** Why it could not be used, fit for a line. */
  String reasonLine() {
    return Text.forOneLine(reason, 300);
  }

  /** The payload, fit for a line; bytes that are not UTF-8 as hexadecimal. */
  String payloadLine(int most) {
    if (keptBytes == 0) {
      return "(empty)";
    }
    if (payload != null) {
      return Text.forOneLine(payload, most);
    }
    StringBuilder hex = new StringBuilder("not UTF-8:");
    for (byte b : Base64.getDecoder().decode(payloadBase64)) {
      hex.append(" %02x".formatted(b));
    }
    return Text.forOneLine(hex.toString(), most);
  }

  private static @Nullable String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
