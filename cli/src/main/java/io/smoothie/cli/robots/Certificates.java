package io.smoothie.cli.robots;

import io.smoothie.cli.ca.Authorities;
import io.smoothie.cli.ca.CaOption;
import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.workflow.RobotName;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When robots' certificates end, as far as the shop's authorities are at hand. */
record Certificates(Map<String, Instant> ends) {
  static final Certificates NOT_ASKED = new Certificates(Map.of());

  /** Robots are listed without them, too: {@code err} is told why. */
  static Certificates of(CaOption ca, PrintWriter err) {
    Map<String, Instant> ends = new HashMap<>();
    try {
      Authorities authorities = ca.authorities();
      if (authorities.exist()) {
        authorities.robots().issued().stream()
            .filter(issued -> issued.revoked() == null)
            .forEach(
                issued ->
                    ends.merge(issued.name(), issued.until(), (a, b) -> a.isAfter(b) ? a : b));
      }
    } catch (CommandFailure e) {
      err.println("Certificates are not shown: " + e.getMessage());
    }
    return new Certificates(ends);
  }

  @Nullable Instant until(RobotName robot) {
    return ends.get(robot.value());
  }
}
