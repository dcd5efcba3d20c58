package io.smoothie.cli.robots;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.smoothie.activities.table.Attempt;
import io.smoothie.activities.table.AttemptTally;
import io.smoothie.workflow.AttemptOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A robot with what its attempts say of it, as far as they are kept. JSON has these field names in
 * snake_case, and the robot's own beside them.
 *
 * @param attemptsKept how many there are in the table
 * @param oldestAttempt when the first of them began; null when there is none
 * @param outcomes how many attempts had each outcome; one that none had is left out
 * @param failureRate of the attempts of which the robot was told, and which are over, the part that
 *     did not succeed: 0 to 1; null when there is none
 * @param makeTimeMedian half of those that succeeded took no longer, from the telling to the
 *     finish; null when none did
 * @param makeTimeP90 nine in ten of them took no longer
 * @param extraAnswers how many of its answers changed nothing more: duplicates and late ones
 * @param attempts the latest, the last one first
 */
record RobotReport(
    @JsonUnwrapped RobotView robot,
    int attemptsKept,
    @Nullable Instant oldestAttempt,
    Map<AttemptOutcome, Integer> outcomes,
    @Nullable Double failureRate,
    @Nullable Duration makeTimeMedian,
    @Nullable Duration makeTimeP90,
    long extraAnswers,
    @JsonIgnoreProperties("robot") List<Attempt> attempts) {
  static RobotReport of(RobotView robot, List<AttemptTally> tally, List<Attempt> latest) {
    Map<AttemptOutcome, Integer> outcomes = new TreeMap<>();
    tally.forEach(each -> outcomes.put(each.outcome(), each.attempts()));
    AttemptTally made =
        tally.stream()
            .filter(each -> each.outcome() == AttemptOutcome.SUCCEEDED)
            .findAny()
            .orElse(null);
    int told = told(outcomes);
    return new RobotReport(
        robot,
        outcomes.values().stream().mapToInt(Integer::intValue).sum(),
        tally.stream().map(AttemptTally::oldest).min(Comparator.naturalOrder()).orElse(null),
        outcomes,
        told == 0 ? null : (double) failed(outcomes) / told,
        made == null ? null : made.median(),
        made == null ? null : made.percentile90(),
        tally.stream().mapToLong(AttemptTally::extraAnswers).sum(),
        latest);
  }

  /** Of how many attempts it was told that are over. */
  int told() {
    return told(outcomes);
  }

  int failed() {
    return failed(outcomes);
  }

  int made() {
    return outcomes.getOrDefault(AttemptOutcome.SUCCEEDED, 0);
  }

  static boolean isFailure(AttemptOutcome outcome) {
    return outcome.usesUpTheRobot()
        && outcome != AttemptOutcome.WORKING
        && outcome != AttemptOutcome.SUCCEEDED;
  }

  private static int told(Map<AttemptOutcome, Integer> outcomes) {
    return failed(outcomes) + outcomes.getOrDefault(AttemptOutcome.SUCCEEDED, 0);
  }

  private static int failed(Map<AttemptOutcome, Integer> outcomes) {
    return outcomes.entrySet().stream()
        .filter(each -> isFailure(each.getKey()))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }
}
