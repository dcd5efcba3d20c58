package io.smoothie.activities.table;

import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import org.jspecify.annotations.Nullable;

/**
 * What a robot, or its will, said about its presence, and what it can do.
 *
 * @param session tells the robot's connection from its earlier ones; null when it does not say
 * @param live false for what the broker had kept until now: the robot may have said it long ago
 * @param skills what it can do now; null when it does not say, or is not to be heeded
 */
public record Said(
    RobotName robot,
    boolean connected,
    @Nullable String session,
    boolean live,
    @Nullable Skills skills) {
  /** Said by a robot that says nothing of its skills. */
  public Said(RobotName robot, boolean connected, @Nullable String session, boolean live) {
    this(robot, connected, session, live, null);
  }
}
