package io.smoothie.cli.show;

import io.smoothie.activities.table.RobotStatus;
import io.smoothie.cli.output.Look.Ink;

/** What a robot's status means, in colour. */
public final class RobotInk {
  private RobotInk() {}

  public static Ink of(RobotStatus status) {
    return switch (status) {
      case ONLINE -> Ink.GOOD;
      case WORKING, DRAINING -> Ink.NOW;
      case BROKEN -> Ink.BAD;
      case OFFLINE, OUT_OF_SERVICE -> Ink.DIM;
    };
  }
}
