package io.smoothie.workflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order's one ending, for the table to keep: with what was asked for, so that the order can be
 * placed again once Temporal has forgotten it. It goes with the table's call that releases what the
 * order has, and so costs no call of its own.
 *
 * @param request as the order was placed
 * @param placed when its workflow started, which tells it from an earlier one of the same ID
 * @param due when its making began or was to begin: when it was placed, or later
 * @param attempts how many robots were told
 * @param robot the robot that had it last, or null
 * @param failureType as Temporal shows it, or null when the order was made
 * @param stage the stage at which it ended, or null when it was made, or nothing is known of it
 * @param message why it was not made, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderEnding(
    OrderOutcome outcome,
    OrderRequest request,
    Instant placed,
    Instant due,
    int attempts,
    @Nullable RobotName robot,
    @Nullable String failureType,
    @Nullable Stage stage,
    @Nullable String message) {

  /** Of an order that its robot has made. */
  static OrderEnding made(OrderContext context, RobotName robot) {
    return new OrderEnding(
        OrderOutcome.MADE,
        context.request(),
        OrderContext.placed(),
        context.started(),
        context.endings().tried().size() + 1,
        robot,
        null,
        null,
        null);
  }

  /**
   * Of an order that ends without being made.
   *
   * @param canceledByTemporal whether Temporal's own cancel is recorded, so that the execution
   *     closes as CANCELED
   */
  static OrderEnding notMade(
      OrderContext context,
      OrderEndsException why,
      @Nullable RobotName robot,
      boolean canceledByTemporal) {
    return new OrderEnding(
        canceledByTemporal || why.isCancelled() ? OrderOutcome.CANCELLED : OrderOutcome.FAILED,
        context.request(),
        OrderContext.placed(),
        context.started(),
        context.endings().tried().size(),
        robot,
        canceledByTemporal ? FailureType.ORDER_CANCELLED : why.type,
        why.stage,
        why.message(context.order()));
  }
}
