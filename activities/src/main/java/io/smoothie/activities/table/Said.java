package io.smoothie.activities.table;

import io.smoothie.workflow.RobotName;
import org.jspecify.annotations.Nullable;

/**
 * What a robot, or its will, said about its presence.
 *
 * @param session tells the robot's connection from its earlier ones; null when it does not say
 * @param live false for what the broker had kept until now: the robot may have said it long ago
 */
public record Said(RobotName robot, boolean connected, @Nullable String session, boolean live) {}
