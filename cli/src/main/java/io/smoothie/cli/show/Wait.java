package io.smoothie.cli.show;

import com.fasterxml.jackson.annotation.JsonValue;
import io.smoothie.workflow.RobotName;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an order that is not over waits for.
 *
 * @param what by kind: the task queue, the name of the activity, why the step fails, why the broker
 *     did not take the message, or why no gateway can hear the robot; may be empty
 * @param until when the order stops waiting for it, or null when it never does
 */
public record Wait(
    Kind kind, Instant since, @Nullable RobotName robot, @Nullable Instant until, String what) {

  /** A shorter wait is no cause for alarm: every step takes a moment. */
  private static final Duration ALARMING = Duration.ofSeconds(5);

  /** These waits are no sign of trouble, however long they are. */
  private static final Set<Kind> CALM = Set.of(Kind.DUE, Kind.QUEUE, Kind.ROBOT);

  Wait since(Instant other) {
    return new Wait(kind, other, robot, until, what);
  }

  Wait until(Instant other) {
    return new Wait(kind, since, robot, other, what);
  }

  /** Whether this wait would be a sign of trouble, but has lasted for less than 5 seconds. */
  public boolean isTooShortToMention(Instant now) {
    return !CALM.contains(kind) && now.isBefore(since.plus(ALARMING));
  }

  /** What the order waits for. */
  public enum Kind {
    /** The order is not due yet. */
    DUE,
    /** No worker has taken the order's next step. */
    WORKER,
    /** A worker has the step and has not reported yet, or every try of the step has failed. */
    STEP,
    /** An activity is under way, or being retried. */
    ACTIVITY,
    QUEUE,
    ROBOT,
    BROKER,
    /** No gateway is listening for the robot. */
    GATEWAY;

    /** The word in JSON. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
