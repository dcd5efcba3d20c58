package io.smoothie.workflow.temporal;

import io.grpc.StatusRuntimeException;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.Text;

/** This Temporal takes no workflow updates: they are switched off, or not allowed to us. */
public final class UpdatesRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UpdatesRefusedException(OrderId order, StatusRuntimeException cause) {
    super(
        "Temporal refused the update that cancels order %s: %s."
            .formatted(
                order,
                Text.forOneLine(String.valueOf(cause.getStatus().getDescription()), 200)
                    .replaceFirst("\\.$", "")),
        cause);
  }
}
