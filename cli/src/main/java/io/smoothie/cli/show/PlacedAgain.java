package io.smoothie.cli.show;

import io.smoothie.workflow.OrderId;
import org.jspecify.annotations.Nullable;

/**
 * An order that another one was placed again as; JSON has these field names.
 *
 * @param status null while it is not over
 */
public record PlacedAgain(OrderId id, @Nullable OrderStatus status) {
  /** In one sentence, of the other order. */
  public String remark() {
    return "It was placed again as %1$s (%2$s): smoothie orders show %1$s"
        .formatted(id, status == null ? "running" : status.word());
  }
}
