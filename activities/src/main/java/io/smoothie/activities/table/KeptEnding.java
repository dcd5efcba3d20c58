package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderOutcome;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Stage;
import java.time.Instant;
import org.jdbi.v3.core.mapper.reflect.ColumnName;
import org.jspecify.annotations.Nullable;

/**
 * An order's ending, as the table keeps it.
 *
 * @param request as the order was placed
 * @param placed when, by Temporal's clock
 * @param due when its making began or was to begin: when it was placed, or later
 * @param ended when the table heard of it, by the database's clock
 * @param attempts how many robots were told
 * @param robot the robot that had it last, or null
 * @param failureType as Temporal shows it; null when the order was made
 * @param stage the stage at which it ended; null when it was made, or that is not known
 * @param message why it was not made, as a sentence; null when it was
 */
public record KeptEnding(
    @ColumnName("order_id") OrderId order,
    OrderOutcome outcome,
    OrderRequest request,
    @ColumnName("placed_at") Instant placed,
    @ColumnName("due_at") Instant due,
    @ColumnName("ended_at") Instant ended,
    int attempts,
    @Nullable RobotName robot,
    @Nullable String failureType,
    @Nullable Stage stage,
    @Nullable String message) {}
