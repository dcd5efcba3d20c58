package io.smoothie.activities.table;

/** The one word shown for a robot; the first that holds. */
public enum RobotStatus {
  /** Timed out or failed, and not repaired since. */
  BROKEN,
  /** Holds an order, and leaves service once that is over. */
  DRAINING,
  /** Holds an order. */
  WORKING,
  /** Gets no order until it is resumed. */
  OUT_OF_SERVICE,
  /** Said, or its will said, that it is away. */
  OFFLINE,
  /** Free. */
  ONLINE
}
