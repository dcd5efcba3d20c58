package io.smoothie.activities.table;

import io.smoothie.workflow.OrderActivities.FreeResult;
import java.util.List;

/**
 * What came of freeing a robot that was not told.
 *
 * @param result for the order
 * @param wakeUps the order that was given the robot, if any
 */
public record Freed(FreeResult result, List<WakeUpCall> wakeUps) {
  public Freed {
    wakeUps = List.copyOf(wakeUps);
  }
}
