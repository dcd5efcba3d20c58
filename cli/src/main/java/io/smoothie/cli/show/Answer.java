package io.smoothie.cli.show;

import io.smoothie.workflow.RobotName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a robot said to the order, as Temporal recorded it.
 *
 * @param robot who said it, or null when that could not be read
 * @param success whether it said that the smoothie is made
 * @param reason the reason it gave for its failure, or null when it did not say that it failed
 * @param ignored why the answer changed nothing, or null when it counted
 */
public record Answer(
    Instant at,
    @Nullable RobotName robot,
    boolean success,
    @Nullable String reason,
    @Nullable String ignored) {

  Answer ignored(@Nullable String why) {
    return new Answer(at, robot, success, reason, why);
  }

  /** Whether this is the answer of {@code which} that counted. */
  boolean countsFor(@Nullable RobotName which) {
    return ignored == null && robot != null && robot.equals(which);
  }
}
