package io.smoothie.cli.orders;

import io.smoothie.activities.table.KeptEnding;
import io.smoothie.cli.show.OrderHeadline;
import io.smoothie.cli.show.OrderJson.Failed;
import io.smoothie.cli.show.OrderStatus;
import io.smoothie.workflow.FailureType;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderOutcome;
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
 * @param attempts how many robots were told; null where the table does not say
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
    @Nullable Integer attempts,
    @Nullable Failed failure) {
  /** An order that is over, as the table keeps it. */
  static Listed of(KeptEnding ending) {
    return new Listed(
        ending.order(),
        ending.order().workflowId(),
        OrderHeadline.smoothie(ending.request()),
        status(ending.outcome()),
        ending.robot(),
        ending.placed(),
        null,
        ending.ended(),
        ending.attempts(),
        ending.outcome() == OrderOutcome.MADE
            ? null
            : new Failed(ending.failureType(), ending.stage(), ending.message(), null));
  }

  static OrderStatus status(OrderOutcome outcome) {
    return switch (outcome) {
      case MADE -> OrderStatus.MADE;
      case FAILED -> OrderStatus.FAILED;
      case CANCELLED -> OrderStatus.CANCELLED;
    };
  }

  Listed withAttempts(@Nullable Integer told) {
    return new Listed(id, workflowId, smoothie, status, robot, started, due, ended, told, failure);
  }

  /** The order's ID, or the workflow's ID when it is not that of an order; fit for one line. */
  String shownId() {
    return id == null ? Text.forOneLine(workflowId, 200) : id.value();
  }

  /** Why it was not made, fit for one line; empty when it was made, or is not over. */
  String reason() {
    return failure == null || failure.message() == null
        ? ""
        : Text.forOneLine(failure.message(), 300);
  }

  boolean isRefused() {
    return failure != null && FailureType.INVALID_ORDER.equals(failure.type());
  }
}
