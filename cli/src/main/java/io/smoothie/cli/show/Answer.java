package io.smoothie.cli.show;

import io.smoothie.workflow.RobotName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a robot said to the order, as Temporal recorded it.
 *
 * @param robot who said it, or null when that could not be read
 * @param failure the reason it gave, or null when it said that the smoothie is made
 * @param ignored why the answer changed nothing, or null when it counted
 */
public record Answer(
    Instant at, @Nullable RobotName robot, @Nullable String failure, @Nullable String ignored) {
  Answer ignoredBecause(String why) {
    return new Answer(at, robot, failure, why);
  }
}
