package io.smoothie.workflow;

import org.jspecify.annotations.Nullable;

/**
 * How an order ends: decided once, by whichever handler or decision comes first in history, and
 * before anything is done about it.
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

  /** Whether this is what decided it. */
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
