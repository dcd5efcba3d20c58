package io.smoothie.cli.show;

import com.fasterxml.jackson.annotation.JsonValue;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Stage;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One stage on the path an order took.
 *
 * @param robot whom it is about, or null
 * @param from when the stage before it was over
 * @param to when it was over, or null while the order is there
 * @param tries how often the world was asked, 1 when it went well at once
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

  /** How a stage went. */
  public enum State {
    DONE,
    /** The order is here. */
    NOW,
    /** It did not bring what it should have. */
    FAILED;

    /** The word in JSON. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
