package io.smoothie.activities.table;

import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.mapper.reflect.ColumnName;
import org.jspecify.annotations.Nullable;

/**
 * One robot's attempt at an order.
 *
 * @param claim the number of the order's claim that began it
 * @param reason why it timed out or failed, fit to be shown on one line; else empty
 * @param ended null while it goes on
 * @param extraAnswers how many answers came that changed nothing more: duplicates and late ones
 * @param percent how much the robot said last to have done; null when it never did
 * @param note what it said last to be doing; null when it never did
 * @param heartbeat how often it is to be heard; null when it may be silent, or has answered
 * @param heard when it last said how far it is; null when it never did
 */
public record Attempt(
    @ColumnName("order_id") OrderId order,
    int claim,
    RobotName robot,
    AttemptOutcome outcome,
    String reason,
    @ColumnName("started_at") Instant started,
    @ColumnName("ended_at") @Nullable Instant ended,
    long extraAnswers,
    @Nullable Integer percent,
    @Nullable String note,
    @ColumnName("heartbeat_ms") @Nullable Duration heartbeat,
    @ColumnName("heard_at") @Nullable Instant heard) {
  /** How far the robot says that it is, as in {@code 40 %, blending}; empty when it never did. */
  public String progressInWords() {
    if (heard == null) {
      return "";
    }
    String words =
        Stream.of(percent == null ? "" : percent + " %", note == null ? "" : note)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(", "));
    return words.isEmpty() ? "at work" : Text.forOneLine(words, 220);
  }
}
