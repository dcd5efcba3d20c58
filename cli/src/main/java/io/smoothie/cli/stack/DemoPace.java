package io.smoothie.cli.stack;

import java.time.Duration;

/**
 * How long things take in the demo.
 *
 * @param makeTime of the robots
 * @param startToClose where the story is about a timeout
 * @param pause between chapters, to read
 */
record DemoPace(Duration makeTime, Duration startToClose, Duration pause) {
  static final DemoPace TOLD =
      new DemoPace(Duration.ofSeconds(3), Duration.ofSeconds(4), Duration.ofMillis(1500));
  static final DemoPace FAST =
      new DemoPace(Duration.ofMillis(1500), Duration.ofSeconds(1), Duration.ZERO);
}
