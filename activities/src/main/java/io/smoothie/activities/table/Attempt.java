package io.smoothie.activities.table;

import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.time.Instant;
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
    OrderId order,
    int claim,
    RobotName robot,
    AttemptOutcome outcome,
    String reason,
    Instant started,
    @Nullable Instant ended,
    long extraAnswers) {}
