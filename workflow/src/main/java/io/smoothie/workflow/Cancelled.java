package io.smoothie.workflow;

import io.smoothie.workflow.OrderFailure.FailedAttempt;
import java.util.List;

/**
 * How a cancelled order ended: an execution that closes as CANCELED has no failure to carry this,
 * so it is kept in the execution's memo.
 *
 * @param message what the failure would have said
 * @param stage the stage the order was at
 * @param attempts every robot that was told, in order, and what became of it
 */
public record Cancelled(String message, Stage stage, List<FailedAttempt> attempts) {
  /** The memo's field. */
  public static final String MEMO = "smoothie_cancelled";

  public Cancelled {
    attempts = List.copyOf(attempts);
  }
}
