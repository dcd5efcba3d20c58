package io.smoothie.cli.robots;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.smoothie.activities.table.Attempt;
import io.smoothie.activities.table.Robot;
import io.smoothie.activities.table.RobotStatus;
import io.smoothie.cli.show.OrderHeadline;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A robot as it is shown; JSON has these field names in snake_case.
 *
 * @param order the order it has, or null
 * @param smoothie of the order that it has or broke over, fit for one line; null where it was not
 *     told, or by an earlier version
 * @param deadline when the start-to-close timeout of the order that it has passes; null while it is
 *     not told, or was told by an earlier version
 * @param brokenBy the order it broke over; null once that attempt is purged
 * @param connected whether it is there, as it said last; null when it never said, or an operator
 *     has overruled that it is away
 * @param saidAt when it last said whether it is there, or null
 * @param told whether it may know of the order that it has
 * @param percent how much of its order it says to have done, or null
 * @param note what it says to be doing, or null
 * @param heard when it last said how far it is with its order, or null
 * @param progress what it says of its order, in words; or empty
 * @param certificateUntil the end of its certificate, expired or not; null when it has none that is
 *     not revoked, or the shop's authorities are elsewhere
 * @param skills what it can do now
 * @param draining whether it is to leave service, or has left it
 */
record RobotView(
    RobotName name,
    RobotStatus status,
    Instant since,
    @Nullable OrderId order,
    @Nullable String smoothie,
    @Nullable Instant deadline,
    @Nullable OrderId brokenBy,
    @Nullable String brokenReason,
    @Nullable Boolean connected,
    @Nullable Instant saidAt,
    long lateAnswers,
    @JsonIgnore boolean told,
    @Nullable Integer percent,
    @Nullable String note,
    @Nullable Instant heard,
    @JsonIgnore String progress,
    @Nullable Instant certificateUntil,
    Skills skills,
    boolean draining) {
  /**
   * @param attempt the one that it is at, or its latest one; null when none is known
   */
  static RobotView of(Robot robot, @Nullable Attempt attempt, Certificates certificates) {
    Attempt its = attempt != null && robot.isAtOrBrokeOver(attempt) ? attempt : null;
    boolean broken = robot.brokenReason() != null;
    Attempt atWork = broken ? null : its;
    return new RobotView(
        robot.name(),
        robot.status(),
        robot.since(),
        robot.order(),
        its == null || its.smoothie() == null ? null : OrderHeadline.smoothie(its.smoothie()),
        atWork == null || !robot.told() ? null : atWork.deadline(),
        its == null || !broken ? null : its.order(),
        robot.brokenReason(),
        robot.connected(),
        robot.saidAt(),
        robot.lateAnswers(),
        robot.told(),
        atWork == null ? null : atWork.percent(),
        atWork == null ? null : atWork.note(),
        atWork == null ? null : atWork.heard(),
        atWork == null ? "" : atWork.progressInWords(),
        certificates.until(robot.name()),
        robot.skills(),
        robot.draining());
  }
}
