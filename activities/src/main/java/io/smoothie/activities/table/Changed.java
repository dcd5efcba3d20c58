package io.smoothie.activities.table;

import java.util.List;

/**
 * What came of a compare-and-set on a robot.
 *
 * @param changed false when the robot is not there, or its holder is no longer the one expected;
 *     nothing was done then
 * @param wakeUps the orders that are to claim again
 */
public record Changed(boolean changed, List<WakeUpCall> wakeUps) {
  static final Changed NOT = new Changed(false, List.of());

  public Changed {
    wakeUps = List.copyOf(wakeUps);
  }
}
