package io.smoothie.cli.show;

import com.fasterxml.jackson.annotation.JsonValue;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Stage;
import io.smoothie.workflow.Text;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One stage on the path an order took.
 *
 * @param robot the robot of this stage, or null
 * @param started when the stage before it was over
 * @param ended when it was over, or null while the order is there
 * @param tries how often its step was tried, 1 when the first try succeeded
 * @param note what came of it, fit to be shown on one line; may be empty
 */
public record Visit(
    Stage stage,
    State state,
    @Nullable RobotName robot,
    Instant started,
    @Nullable Instant ended,
    int tries,
    String note) {

  /** The beginning of the note when the robot was not told. */
  static final String NOT_SENT = "not sent";

  static Visit begun(Stage stage, @Nullable RobotName robot, Instant from) {
    return new Visit(stage, State.NOW, robot, from, null, 1, "");
  }

  Visit triedMore(int times) {
    return new Visit(stage, state, robot, started, ended, tries + times, note);
  }

  Visit noted(String words) {
    return new Visit(stage, state, robot, started, ended, tries, words);
  }

  Visit left(State how, @Nullable RobotName by, Instant at, String words) {
    Instant end = at.isBefore(started) ? started : at;
    return new Visit(stage, how, by, started, end, tries, Text.forOneLine(words, 400));
  }

  /** This visit and the one that it repeats, as one. */
  Visit goesOnFrom(Visit first) {
    return new Visit(stage, state, robot, first.started, ended, first.tries + tries, note);
  }

  /** Whether the robot was not told, but may still be told. */
  boolean wasNotSent() {
    return stage == Stage.TELL_ROBOT_ORDER && note.startsWith(NOT_SENT);
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
