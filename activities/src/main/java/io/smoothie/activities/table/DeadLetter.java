package io.smoothie.activities.table;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;

/**
 * A robot's message that could not be used.
 *
 * @param payload its first {@value DeadLetters#MAX_PAYLOAD} bytes
 * @param reason why it could not be used
 */
@SuppressWarnings("ArrayRecordComponent") // cloned, and compared by content
public record DeadLetter(long id, Instant at, String topic, byte[] payload, String reason) {
  public DeadLetter {
    payload = payload.clone();
  }

  @Override
  public byte[] payload() {
    return payload.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DeadLetter that
        && id == that.id
        && at.equals(that.at)
        && topic.equals(that.topic)
        && Arrays.equals(payload, that.payload)
        && reason.equals(that.reason);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, at, topic, Arrays.hashCode(payload), reason);
  }

  @Override
  public String toString() {
    return "DeadLetter[id=%d, at=%s, topic=%s, payload=%d bytes, reason=%s]"
        .formatted(id, at, topic, payload.length, reason);
  }
}
