package io.smoothie.workflow.temporal;

import org.jspecify.annotations.Nullable;

/** There is no such schedule, its name is taken, or this Temporal has none; the message says so. */
public final class ScheduleRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ScheduleRefusedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
