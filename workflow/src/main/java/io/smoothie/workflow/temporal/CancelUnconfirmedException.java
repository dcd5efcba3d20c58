package io.smoothie.workflow.temporal;

import io.smoothie.workflow.OrderId;
import org.jspecify.annotations.Nullable;

/** No worker answered a cancel in time: it may still take effect. */
public final class CancelUnconfirmedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CancelUnconfirmedException(OrderId order, @Nullable Throwable cause) {
    super(
        ("No worker answered within %d s, so the cancel of order %s is not confirmed: it may still be"
                + " cancelled. Ask again (it is the same request), with `smoothie worker` running.")
            .formatted(Orders.CANCEL_TIMEOUT.toSeconds(), order),
        cause);
  }
}
