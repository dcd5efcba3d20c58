package io.smoothie.cli.orders;

import io.smoothie.cli.show.OrderStatus;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order in a list; the fields' names in JSON are these in snake_case.
 *
 * @param smoothie fit for one line
 * @param robot the robot that has it now, or null
 */
record Listed(
    OrderId id,
    String workflowId,
    String smoothie,
    OrderStatus status,
    @Nullable RobotName robot,
    Instant started,
    @Nullable Instant ended) {}
