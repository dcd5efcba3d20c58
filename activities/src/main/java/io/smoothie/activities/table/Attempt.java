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
 * @param smoothie what it is to make; null when it was not told, or by an earlier version
 * @param deadline when its start-to-close timeout passes, which its order counts from the broker's
 *     acknowledgement, a moment later; null as for {@code smoothie}
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
    @ColumnName("heard_at") @Nullable Instant heard,
    @Nullable String smoothie,
    @ColumnName("deadline_at") @Nullable Instant deadline) {
  /** Why it ended, more answers, and what its robot said last of it; may be empty. */
  public String inWords() {
    String progress = progressInWords();
    return Stream.of(
            Text.forOneLine(reason, 300),
            extraAnswers == 0 ? "" : "answered " + Text.counted(extraAnswers, "more time"),
            ended == null || progress.isEmpty()
                ? progress
                : outcome == AttemptOutcome.SUCCEEDED ? "" : "said last: " + progress)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("; "));
  }

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
