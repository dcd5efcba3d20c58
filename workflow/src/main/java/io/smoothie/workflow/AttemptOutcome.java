package io.smoothie.workflow;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The outcome of one robot's attempt at an order; written in lower case, also in the table. */
public enum AttemptOutcome {
  /** Claimed, and not over. */
  WORKING,
  SUCCEEDED,
  /** Its start-to-close timeout passed: the robot was set BROKEN. */
  TIMED_OUT,
  /** The robot reported a failure: it was set BROKEN. */
  FAILED,
  /** The robot was not told; this does not count as its attempt. */
  NOT_SENT,
  /** The broker takes no message for this robot: the order goes to another one. */
  REFUSED,
  /**
   * No gateway could have heard the robot's answer: it was set BROKEN, until its success is heard.
   */
  UNHEARD,
  /**
   * The robot was released before it was told, or when its order had ended without it, or it
   * stopped because its order was cancelled.
   */
  RELEASED;

  /** The word in the table and in JSON. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException when there is no such outcome
   */
  @JsonCreator
  public static AttemptOutcome ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Whether the robot may have heard of the order, so that the order never uses it again. */
  public boolean usesUpTheRobot() {
    return this != NOT_SENT && this != RELEASED;
  }
}
