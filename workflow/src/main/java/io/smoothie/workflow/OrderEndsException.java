package io.smoothie.workflow;

/**
 * Why the order ends without being made; thrown by a step, and handled at the order's one ending.
 */
final class OrderEndsException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  final String type;
  final String words;
  final Stage stage;

  OrderEndsException(String type, String words, Stage stage) {
    super(words, null, false, false);
    this.type = type;
    this.words = words;
    this.stage = stage;
  }

  boolean isCancelled() {
    return type.equals(FailureType.ORDER_CANCELLED);
  }

  /** The sentence that people see. */
  String message(OrderId order) {
    return isCancelled()
        ? "Order %s was cancelled: %s.".formatted(order, words)
        : "Order %s failed at %s: %s.".formatted(order, stage, words);
  }

  /** A defect stays a defect, also of an order that was cancelled. */
  boolean isOvertakenByCancel() {
    return !isCancelled() && !type.equals(FailureType.INTERNAL_ERROR);
  }
}
