package io.smoothie.workflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What came of a claim, and what goes with that.
 *
 * @param robot the robot now held, when {@code outcome} is {@code CLAIMED}
 * @param position the place in the queue, from 1, when {@code QUEUED}; else 0
 * @param latest the number of the order's latest claim, when {@code STALE}; else 0
 * @param mayBeTold when {@code CLAIMED}, whether the robot may have been told, by a workflow task
 *     that was lost; null in histories from before this was recorded
 * @param detail what is wrong, fit to be shown on one line, when {@code INVALID}; what is missing,
 *     when {@code NONE_ABLE}; else null
 */
public record ClaimResult(
    ClaimOutcome outcome,
    @Nullable RobotName robot,
    int position,
    int latest,
    @Nullable Boolean mayBeTold,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String detail) {
  /** A robot that nothing has told of the order. */
  public static ClaimResult claimed(RobotName robot) {
    return claimed(robot, /* mayBeTold= */ false);
  }

  public static ClaimResult claimed(RobotName robot, boolean mayBeTold) {
    return new ClaimResult(ClaimOutcome.CLAIMED, robot, 0, 0, mayBeTold, null);
  }

  public static ClaimResult queued(int position) {
    return new ClaimResult(ClaimOutcome.QUEUED, null, position, 0, null, null);
  }

  public static ClaimResult stale(int latest) {
    return new ClaimResult(ClaimOutcome.STALE, null, 0, latest, null, null);
  }

  public static ClaimResult missed(ClaimOutcome outcome) {
    return new ClaimResult(outcome, null, 0, 0, null, null);
  }

  /**
   * @param detail what is wrong with the order, fit to be shown on one line
   */
  public static ClaimResult invalid(String detail) {
    return new ClaimResult(ClaimOutcome.INVALID, null, 0, 0, null, detail);
  }

  /**
   * @param missing what no robot has, fit to be shown on one line
   */
  public static ClaimResult noneAble(String missing) {
    return new ClaimResult(ClaimOutcome.NONE_ABLE, null, 0, 0, null, missing);
  }
}
