package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway heard a robot say of its work.
 *
 * @param percent how much of the order is done, 0 to 100; null when it did not say
 * @param note what it does, fit to be shown on one line; null when it did not say
 * @param at when it was heard, by {@link System#nanoTime}: it may have to wait to be written, and
 *     the robot is not heard meanwhile
 */
public record HeardProgress(
    OrderId order, RobotName robot, @Nullable Integer percent, @Nullable String note, long at) {
  /** This, and what {@code earlier} says of the same order that this one does not. */
  public HeardProgress after(HeardProgress earlier) {
    return earlier.order.equals(order)
        ? new HeardProgress(
            order,
            robot,
            percent == null ? earlier.percent : percent,
            note == null ? earlier.note : note,
            at)
        : this;
  }
}
