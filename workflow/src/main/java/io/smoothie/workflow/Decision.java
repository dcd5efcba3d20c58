package io.smoothie.workflow;

import org.jspecify.annotations.Nullable;

/**
 * How an order ends: decided once, by the first handler or step in history that decides it, and
 * before the order acts on it.
 */
final class Decision {
  private enum Ending {
    MADE,
    FAILED,
    CANCELLED
  }

  private @Nullable Ending ending;

  void made() {
    decide(Ending.MADE);
  }

  void failed() {
    decide(Ending.FAILED);
  }

  /** Returns whether this call decided the ending. */
  boolean cancel() {
    return decide(Ending.CANCELLED);
  }

  boolean isCancelled() {
    return ending == Ending.CANCELLED;
  }

  private boolean decide(Ending how) {
    if (ending != null) {
      return false;
    }
    ending = how;
    return true;
  }
}
