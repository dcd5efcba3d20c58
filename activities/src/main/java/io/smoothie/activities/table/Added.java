package io.smoothie.activities.table;

import io.smoothie.workflow.RobotName;
import java.util.List;

/**
 * What came of adding robots.
 *
 * @param added the robots that were not in the table before
 * @param wakeUps the orders to which one of these robots was assigned
 */
public record Added(List<RobotName> added, List<WakeUpCall> wakeUps) {
  public Added {
    added = List.copyOf(added);
    wakeUps = List.copyOf(wakeUps);
  }
}
