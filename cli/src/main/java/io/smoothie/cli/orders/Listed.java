package io.smoothie.cli.orders;

import io.smoothie.cli.show.OrderJson.Failed;
import io.smoothie.cli.show.OrderStatus;
import io.smoothie.workflow.FailureType;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order in a list; JSON has these field names in snake_case.
 *
 * @param id null when the workflow's ID is not that of an order, which is why it is refused
 * @param smoothie fit for one line
 * @param robot the robot that has it, or had it last when it is over; or null
 * @param due when it is due, of an order that is not due yet; else null
 * @param failure why it was not made; null when it was made, or is not over
 */
record Listed(
    @Nullable OrderId id,
    String workflowId,
    String smoothie,
    OrderStatus status,
    @Nullable RobotName robot,
    Instant started,
    @Nullable Instant due,
    @Nullable Instant ended,
    @Nullable Failed failure) {
  /** The order's ID, or the workflow's ID when it is not that of an order; fit for one line. */
  String shownId() {
    return id == null ? Text.forOneLine(workflowId, 200) : id.value();
  }

  boolean isRefused() {
    return failure != null && FailureType.INVALID_ORDER.equals(failure.type());
  }
}
