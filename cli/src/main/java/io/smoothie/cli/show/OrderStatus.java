package io.smoothie.cli.show;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The word for where an order stands. */
public enum OrderStatus {
  /** It is not due yet. */
  SCHEDULED,
  /** No robot has it. */
  WAITING,
  /** A robot has it. */
  WORKING,
  MADE,
  FAILED,
  CANCELLED;

  /** The word people and scripts see. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the order has had its one ending. */
  public boolean isOver() {
    return this != SCHEDULED && this != WAITING && this != WORKING;
  }

  @Override
  public String toString() {
    return word();
  }
}
