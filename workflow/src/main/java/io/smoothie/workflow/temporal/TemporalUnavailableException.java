package io.smoothie.workflow.temporal;

import io.smoothie.workflow.failure.InnermostCause;
import io.temporal.client.WorkflowClient;
import org.jspecify.annotations.Nullable;

/** Temporal could not be asked: nothing is known about what the call did. */
public final class TemporalUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TemporalUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * @param what the question, as in 'to place order table-7'
   */
  static TemporalUnavailableException asked(WorkflowClient client, String what, Throwable cause) {
    return new TemporalUnavailableException(
        "Temporal at %s (namespace %s) could not be asked %s: %s."
            .formatted(
                client.getWorkflowServiceStubs().getOptions().getTarget(),
                client.getOptions().getNamespace(),
                what,
                InnermostCause.inWords(cause)),
        cause);
  }
}
