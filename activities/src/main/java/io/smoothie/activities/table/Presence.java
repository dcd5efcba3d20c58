package io.smoothie.activities.table;

import java.util.List;

/**
 * What came of a robot's birth or will.
 *
 * @param known whether the robot is in the table now
 * @param wakeUps the order that was given the robot because it came online, if any
 */
public record Presence(boolean known, List<WakeUpCall> wakeUps) {
  public Presence {
    wakeUps = List.copyOf(wakeUps);
  }
}
