package io.smoothie.activities.table;

import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.time.Instant;
import org.jdbi.v3.core.mapper.reflect.ColumnName;
import org.jspecify.annotations.Nullable;

/**
 * One robot's attempt at an order.
 *
 * @param claim the number of the order's claim that began it
 * @param reason why it timed out or failed, fit to be shown on one line; else empty
 * @param ended null while it goes on
 * @param extraAnswers how many answers came that changed nothing more: duplicates and late ones
 */
public record Attempt(
    @ColumnName("order_id") OrderId order,
    int claim,
    RobotName robot,
    AttemptOutcome outcome,
    String reason,
    @ColumnName("started_at") Instant started,
    @ColumnName("ended_at") @Nullable Instant ended,
    long extraAnswers) {}
