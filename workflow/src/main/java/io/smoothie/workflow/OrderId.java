package io.smoothie.workflow;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The name of an order: 1 to 100 of {@code [A-Za-z0-9._:-]}, never beginning with {@code
 * smoothie-}.
 *
 * <p>The workflow ID of the order, which is also the task token a robot is given, is {@code
 * smoothie-} followed by the order ID.
 */
public record OrderId(@JsonValue String value) implements Comparable<OrderId> {
  /** What every workflow ID of ours, and so every task token, begins with. */
  public static final String PREFIX = "smoothie-";

  /** The longest order ID, in characters. */
  public static final int MAX_LENGTH = 100;

  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._:-]{1,100}");

  /**
   * @throws IllegalArgumentException when {@code value} is not an order ID
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public OrderId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          ("\"%s\" is not an order ID: it takes 1 to 100 letters, digits, dots, hyphens,"
                  + " underscores and colons")
              .formatted(Text.forOneLine(value, 120)));
    }
  }

  /** A new, random order ID. */
  public static OrderId random() {
    return new OrderId(UUID.randomUUID().toString());
  }

  /**
   * Reads either form, order ID or workflow ID: a leading {@code smoothie-} is always the prefix.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static OrderId parse(String orderOrWorkflowId) {
    return new OrderId(
        orderOrWorkflowId.startsWith(PREFIX)
            ? orderOrWorkflowId.substring(PREFIX.length())
            : orderOrWorkflowId);
  }

  /** The order a task token belongs to; empty when the token is not one of ours. */
  public static Optional<OrderId> ofTaskToken(String token) {
    if (!token.startsWith(PREFIX) || !isValid(token.substring(PREFIX.length()))) {
      return Optional.empty();
    }
    return Optional.of(new OrderId(token.substring(PREFIX.length())));
  }

  /** The workflow ID, which is the task token. */
  public String workflowId() {
    return PREFIX + value;
  }

  private static boolean isValid(String value) {
    return VALID.matcher(value).matches() && !value.startsWith(PREFIX);
  }

  @Override
  public int compareTo(OrderId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
