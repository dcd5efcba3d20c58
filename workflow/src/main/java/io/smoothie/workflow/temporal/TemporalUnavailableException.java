package io.smoothie.workflow.temporal;

import org.jspecify.annotations.Nullable;

/** Temporal could not be asked: nothing is known about what the call did. */
public final class TemporalUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TemporalUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
