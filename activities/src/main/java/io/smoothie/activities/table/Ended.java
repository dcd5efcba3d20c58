package io.smoothie.activities.table;

import io.smoothie.workflow.OrderActivities.EndResult;
import java.util.List;

/**
 * What came of an order's ending.
 *
 * @param result for the order
 * @param wakeUps the order that was given its robot, if any
 */
public record Ended(EndResult result, List<WakeUpCall> wakeUps) {
  public Ended {
    wakeUps = List.copyOf(wakeUps);
  }
}
