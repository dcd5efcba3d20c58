package io.smoothie.workflow.trace;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A span as others name it: the {@code traceparent} of W3C's Trace Context, version 00. What goes
 * beside it there ({@code tracestate}, baggage) is neither read nor sent.
 */
public record TraceParent(String value) {
  /** The name of the JSON field, and of MQTT 5's user property. */
  public static final String NAME = "traceparent";

  private static final Pattern VALID =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  /**
   * @throws IllegalArgumentException when {@code value} is not one
   */
  public TraceParent {
    if (!VALID.matcher(value).matches()) {
      throw new IllegalArgumentException("That is no traceparent");
    }
  }

  /** Reads what another program wrote; empty when it is not one, which costs a trace a span. */
  public static Optional<TraceParent> parse(@Nullable String text) {
    return text == null || !VALID.matcher(text).matches()
        ? Optional.empty()
        : Optional.of(new TraceParent(text));
  }

  String traceId() {
    return value.substring(3, 35);
  }

  String spanId() {
    return value.substring(36, 52);
  }

  String flags() {
    return value.substring(53);
  }

  @Override
  public String toString() {
    return value;
  }
}
