package io.smoothie.cli.orders;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import io.smoothie.workflow.OrderId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What came of redriving an order; JSON has these field names in snake_case.
 *
 * @param as the order that it was placed again as; null when it was refused
 * @param message what came of it, as a sentence
 */
record Redriven(OrderId id, Result result, @Nullable OrderId as, String message) {
  enum Result {
    PLACED,
    /** It was placed again before, and that order runs. */
    RUNS,
    /** It was placed again before, and that order is made. */
    MADE,
    REFUSED;

    @JsonValue
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Redriven refused(OrderId id, String why) {
    return new Redriven(id, Result.REFUSED, null, why);
  }

  @JsonIgnore
  boolean isRefused() {
    return result == Result.REFUSED;
  }
}
