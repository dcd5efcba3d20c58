package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jdbi.v3.core.mapper.reflect.ColumnName;
import org.jspecify.annotations.Nullable;

/**
 * A robot's message that could not be used.
 *
 * @param order which order it seems to be about, or null
 * @param payload its first {@value DeadLetters#MAX_PAYLOAD} bytes
 * @param reason why it could not be used
 */
@SuppressWarnings("ArrayRecordComponent") // cloned, and compared by content
public record DeadLetter(
    long id,
    Instant at,
    @ColumnName("order_id") @Nullable OrderId order,
    String topic,
    byte[] payload,
    String reason) {
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
        && Objects.equals(order, that.order)
        && topic.equals(that.topic)
        && Arrays.equals(payload, that.payload)
        && reason.equals(that.reason);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, at, order, topic, Arrays.hashCode(payload), reason);
  }

  @Override
  public String toString() {
    return "DeadLetter[id=%d, at=%s, topic=%s, payload=%d bytes, reason=%s]"
        .formatted(id, at, topic, payload.length, reason);
  }
}
