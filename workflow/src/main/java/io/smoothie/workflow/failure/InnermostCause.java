package io.smoothie.workflow.failure;

import io.smoothie.workflow.Text;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;

/** What a failure comes down to. */
public final class InnermostCause {
  private static final int MAX_CODE_POINTS = 200;

  private InnermostCause() {}

  /** In words for people, on one line of at most {@value #MAX_CODE_POINTS} code points. */
  public static String inWords(Throwable failure) {
    Throwable inner = failure;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    if (inner instanceof TimeoutException || inner instanceof InterruptedException) {
      return "it took too long";
    }
    if (inner instanceof CancellationException) {
      // What Temporal's SDK makes of a call that was cut off between us and the server, or by us.
      return "the call was cut off";
    }
    if (inner instanceof NoSuchFileException) {
      return "there is no file " + inner.getMessage();
    }
    return Text.forOneLine(
        inner.getMessage() == null ? inner.getClass().getSimpleName() : inner.getMessage(),
        MAX_CODE_POINTS);
  }
}
