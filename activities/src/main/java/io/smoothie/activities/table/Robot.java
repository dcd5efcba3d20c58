package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import java.time.Instant;
import org.jdbi.v3.core.mapper.reflect.ColumnName;
import org.jspecify.annotations.Nullable;

/**
 * A robot: three facts stored apart (the order it holds, why it is broken, whether it is connected)
 * and what goes with them.
 *
 * @param order the order it holds, or null
 * @param claim the number of that order's claim; 0 without an order
 * @param told whether the robot may have been told of that order
 * @param tried when a try to tell it of that order was last made, sent or not; null when none was
 * @param brokenReason why it is broken, fit to be shown on one line; null when it is not
 * @param connected whether it is there, as it said last; null when it never said, or an operator
 *     has overruled that it is away
 * @param since when its status last changed
 * @param saidAt when it said last whether it is there, or null when it never did
 * @param lateAnswers how many answers came from it after its latest attempt had timed out
 * @param skills what it can do now
 * @param draining whether an operator has it leave service: it gets no other order
 */
public record Robot(
    RobotName name,
    @ColumnName("order_id") @Nullable OrderId order,
    int claim,
    boolean told,
    @ColumnName("tried_at") @Nullable Instant tried,
    @Nullable String brokenReason,
    @Nullable Boolean connected,
    Instant since,
    @Nullable Instant saidAt,
    long lateAnswers,
    Skills skills,
    boolean draining) {

  public RobotStatus status() {
    if (brokenReason != null) {
      return RobotStatus.BROKEN;
    }
    if (order != null) {
      return draining ? RobotStatus.DRAINING : RobotStatus.WORKING;
    }
    if (draining) {
      return RobotStatus.OUT_OF_SERVICE;
    }
    return Boolean.FALSE.equals(connected) ? RobotStatus.OFFLINE : RobotStatus.ONLINE;
  }

  /**
   * Whether this is the attempt at the order that it holds, or, of a BROKEN robot, the one that it
   * broke over. The two may have been read at different moments.
   */
  public boolean isAtOrBrokeOver(Attempt attempt) {
    return brokenReason == null
        ? attempt.order().equals(order) && attempt.ended() == null
        : since.equals(attempt.ended());
  }

  /** Whether the table has the robot's presence and skills as {@code said} says. */
  boolean isAsItSays(Said said) {
    return Boolean.valueOf(said.connected()).equals(connected)
        && (said.skills() == null || said.skills().equals(skills));
  }

  /** When it said that it is away, if that is all that keeps it from taking an order; else null. */
  public @Nullable Instant awaySince() {
    return status() == RobotStatus.OFFLINE ? saidAt : null;
  }
}
