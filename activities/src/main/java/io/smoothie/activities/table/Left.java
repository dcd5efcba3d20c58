package io.smoothie.activities.table;

import io.smoothie.workflow.RobotName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of leaving the queue.
 *
 * @param robot the robot that had been assigned meanwhile and is kept, or null
 * @param wakeUps whoever was given a robot that was not kept
 */
public record Left(@Nullable RobotName robot, List<WakeUpCall> wakeUps) {
  public Left {
    wakeUps = List.copyOf(wakeUps);
  }
}
