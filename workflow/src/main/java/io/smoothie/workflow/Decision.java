package io.smoothie.workflow;

import org.jspecify.annotations.Nullable;

/**
 * How an order ends: decided once, by the first handler or step in history that decides it, and
 * before the order acts on it.
 */
final class Decision {
  private @Nullable OrderOutcome outcome;

  void made() {
    decide(OrderOutcome.MADE);
  }

  void failed() {
    decide(OrderOutcome.FAILED);
  }

  /** Returns whether this call decided the ending. */
  boolean cancel() {
    return decide(OrderOutcome.CANCELLED);
  }

  boolean isCancelled() {
    return outcome == OrderOutcome.CANCELLED;
  }

  private boolean decide(OrderOutcome how) {
    if (outcome != null) {
      return false;
    }
    outcome = how;
    return true;
  }
}
