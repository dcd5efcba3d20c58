package io.smoothie.workflow.temporal;

import io.smoothie.workflow.Durations;
import io.smoothie.workflow.OrderId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** No worker answered a cancel in time: it may still take effect. */
public final class CancelUnconfirmedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CancelUnconfirmedException(OrderId order, Duration waited, @Nullable Throwable cause) {
    super(
        ("No worker answered within %s, so the cancel of order %s is not confirmed: it may still be"
                + " cancelled. Ask again (it is the same request), with `smoothie worker` running.")
            .formatted(Durations.format(waited), order),
        cause);
  }
}
