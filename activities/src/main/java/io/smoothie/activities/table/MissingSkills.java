package io.smoothie.activities.table;

import io.smoothie.workflow.Needs;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.EmptyHandling;
import org.jspecify.annotations.Nullable;

/** What no robot in the table has, though an order needs it; in words that say how to mend it. */
final class MissingSkills {
  private MissingSkills() {}

  static String inWords(Handle handle, Needs needs) {
    RobotName robot = needs.robot();
    if (robot == null) {
      Skills missing = missing(handle, needs.skills(), null);
      return missing.isEmpty()
          ? "no robot has %s together".formatted(needs.skills().inWords())
          : "no robot has %s (`smoothie robots set NAME --skill`)".formatted(missing.inWords());
    }
    if (!isThere(handle, robot)) {
      return "there is no robot %1$s (`smoothie robots add %1$s`)".formatted(robot);
    }
    return "%1$s does not have %2$s (`smoothie robots set %1$s --skill`)"
        .formatted(robot, missing(handle, needs.skills(), robot).inWords());
  }

  private static boolean isThere(Handle handle, RobotName robot) {
    return handle
        .createQuery("SELECT EXISTS (SELECT 1 FROM robots WHERE name = :robot)")
        .bind("robot", robot)
        .mapTo(Boolean.class)
        .one();
  }

  /** Those of {@code needed} that {@code robot} does not have; null: that no robot has. */
  private static Skills missing(Handle handle, Skills needed, @Nullable RobotName robot) {
    return needed.without(
        handle
            .createQuery(
                "SELECT DISTINCT skill FROM robot_skills"
                    + " WHERE COALESCE(:robot, robot) = robot AND skill IN (<needed>)")
            .bind("robot", robot == null ? null : robot.value())
            .bindList(EmptyHandling.NULL_KEYWORD, "needed", needed.names())
            .mapTo(String.class)
            .list());
  }
}
