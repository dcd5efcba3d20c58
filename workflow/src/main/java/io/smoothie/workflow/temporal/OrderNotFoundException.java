package io.smoothie.workflow.temporal;

import io.smoothie.workflow.OrderId;

/** Temporal knows no such order. */
public final class OrderNotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OrderNotFoundException(OrderId order, String namespace) {
    super(
        "There is no order %s in Temporal's namespace %s (workflow ID %s): see `smoothie orders list`."
            .formatted(order, namespace, order.workflowId()));
  }
}
