package io.smoothie.cli.show;

import io.smoothie.workflow.Text;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.failure.v1.Failure;
import io.temporal.common.converter.DataConverter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something encoded in a history. What cannot be read is empty, never an exception.
 *
 * @param encoded null when the history does not have it
 */
record Payload(@Nullable Payloads encoded, DataConverter converter) {

  <T> Optional<T> as(Class<T> type) {
    if (encoded == null || encoded.getPayloadsCount() == 0) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(converter.fromPayloads(0, Optional.of(encoded), type, type));
    } catch (RuntimeException e) {
      // A converter or a record may throw anything at input that we did not write.
      return Optional.empty();
    }
  }

  /** The innermost message of a failure, on one line. */
  static String message(Failure failure) {
    Failure innermost = failure;
    while (innermost.hasCause()) {
      innermost = innermost.getCause();
    }
    String message = Text.forOneLine(innermost.getMessage(), 300);
    return message.isEmpty() ? "no message" : message;
  }
}
