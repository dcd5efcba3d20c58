package io.smoothie.workflow.temporal;

/** The order was not placed, and never will be as it stands; the message says why. */
public final class OrderRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OrderRefusedException(String message) {
    super(message);
  }
}
