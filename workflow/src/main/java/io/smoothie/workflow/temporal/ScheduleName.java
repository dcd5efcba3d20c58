package io.smoothie.workflow.temporal;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.Text;
import java.util.regex.Pattern;

/**
 * The name of a schedule of orders: 1 to 79 of {@code [A-Za-z0-9._:-]}, never beginning with {@code
 * smoothie-}. It is the schedule's ID in Temporal, too. Temporal adds the time to the workflow ID
 * of what a schedule starts, so the orders of a schedule are {@code NAME-2026-12-01T08:00:00Z}.
 */
public record ScheduleName(String value) {
  /** What Temporal adds, in length. */
  private static final int TIME = "-2026-12-01T08:00:00Z".length();

  private static final int MAX_LENGTH = 100 - TIME;
  private static final Pattern VALID =
      Pattern.compile("[A-Za-z0-9._:-]{1,%s}".formatted(MAX_LENGTH));

  /**
   * @throws IllegalArgumentException when {@code value} is not such a name
   */
  public ScheduleName {
    if (!VALID.matcher(value).matches() || value.startsWith(OrderId.PREFIX)) {
      throw new IllegalArgumentException(
          ("\"%s\" is not a schedule's name: it takes 1 to %s letters, digits, dots, hyphens,"
                  + " underscores and colons, and does not begin with %s")
              .formatted(Text.forOneLine(value, 120), MAX_LENGTH, OrderId.PREFIX));
    }
  }

  /** What the workflow IDs of its orders begin with. */
  String workflowId() {
    return OrderId.PREFIX + value;
  }

  @Override
  public String toString() {
    return value;
  }
}
