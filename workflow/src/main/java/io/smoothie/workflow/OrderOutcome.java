package io.smoothie.workflow;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How an order ended; written in lower case, also in the table. */
public enum OrderOutcome {
  MADE,
  FAILED,
  CANCELLED;

  /** The word in the table and in JSON. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException when there is no such outcome
   */
  @JsonCreator
  public static OrderOutcome ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
