package io.smoothie.cli.show;

import io.smoothie.activities.table.QueuePlace;
import io.smoothie.activities.table.QueuePlace.Estimate;
import io.smoothie.workflow.RobotName;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How long a place in the queue may take, or why the wait cannot end by itself; in words. */
public final class Outlook {
  private static final int MOST_NAMED = 5;

  private Outlook() {}

  /** Empty when neither can be said. */
  public static String of(QueuePlace place) {
    return of(place, place.offline());
  }

  /**
   * @param offline which robots to name as OFFLINE, where others are named elsewhere
   */
  static String of(QueuePlace place, List<RobotName> offline) {
    if (place.isStuck()) {
      String why =
          Stream.of(
                  named(place.broken(), "BROKEN"),
                  named(offline, "OFFLINE"),
                  named(place.outOfService(), "OUT_OF_SERVICE"),
                  named(place.unskilled(), "without a skill that it needs"))
              .filter(words -> !words.isEmpty())
              .collect(Collectors.joining(", "));
      return "no robot can take it" + (why.isEmpty() ? "" : ": " + why);
    }
    Estimate estimate = place.estimate();
    return estimate == null
        ? ""
        : "%s to %s to go".formatted(rounded(estimate.low()), rounded(estimate.high()));
  }

  /** Rounded to the second: the estimate is no more exact than that. */
  private static String rounded(Duration length) {
    return Times.length(Duration.ofSeconds(length.plusMillis(500).toSeconds())).replace(".0s", "s");
  }

  private static String named(List<RobotName> robots, String status) {
    if (robots.isEmpty()) {
      return "";
    }
    String more =
        robots.size() > MOST_NAMED ? " and %d more".formatted(robots.size() - MOST_NAMED) : "";
    return robots.stream().limit(MOST_NAMED).map(RobotName::value).collect(Collectors.joining(" "))
        + more
        + (robots.size() == 1 ? " is " : " are ")
        + status;
  }
}
