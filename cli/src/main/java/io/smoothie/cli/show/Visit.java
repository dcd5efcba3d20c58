package io.smoothie.cli.show;

import com.fasterxml.jackson.annotation.JsonValue;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One stage on the path an order took.
 *
 * @param robot the robot of this stage, or null
 * @param from when the stage before it was over
 * @param to when it was over, or null while the order is there
 * @param tries how often its step was tried, 1 when the first try succeeded
 * @param note what came of it, fit to be shown on one line; may be empty
 */
public record Visit(
    Stage stage,
    State state,
    @Nullable RobotName robot,
    Instant from,
    @Nullable Instant to,
    int tries,
    String note) {

  /** The beginning of the note when the robot was not told. */
  static final String NOT_SENT = "not sent";

  /** Whether the robot was not told, but may still be told. */
  boolean wasNotSent() {
    return stage == Stage.TELL_ROBOT_ORDER && note.startsWith(NOT_SENT);
  }

  /**
   * The path with repeated visits folded into one: while its broker is away or no gateway listens,
   * an order claims the same robot over and over and does not tell it.
   */
  static List<Visit> folded(List<Visit> path) {
    List<Visit> folded = new ArrayList<>();
    for (Visit visit : path) {
      int before = folded.size() - 3;
      if (before >= 0
          && visit.wasNotSent()
          && folded.get(before).wasNotSent()
          && Objects.equals(folded.get(before).robot, visit.robot)
          && folded.get(before + 1).stage == Stage.GET_ROBOT
          && folded.get(before + 2).stage == Stage.SET_ROBOT_WORKING) {
        Visit first = folded.get(before);
        folded.subList(before, folded.size()).clear();
        int tries = first.tries + visit.tries;
        folded.add(
            new Visit(
                visit.stage, visit.state, visit.robot, first.from, visit.to, tries, visit.note));
      } else {
        folded.add(visit);
      }
    }
    return folded;
  }

  /** How a stage went. */
  public enum State {
    DONE,
    /** The order is here. */
    NOW,
    /** The stage did not have the result it should have. */
    FAILED;

    /** The word in JSON. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
