package io.smoothie.workflow.temporal;

import io.grpc.StatusRuntimeException;
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
                HostNameResolver.address(
                    String.valueOf(client.getWorkflowServiceStubs().getOptions().getTarget())),
                client.getOptions().getNamespace(),
                what,
                InnermostCause.inWords(cause)),
        cause);
  }

  /** No connection was made, or the namespace could not be asked for. */
  static TemporalUnavailableException unreached(
      String address, String namespace, RuntimeException cause) {
    String why = InnermostCause.inWords(cause);
    if (!(cause instanceof StatusRuntimeException refusal)) {
      return new TemporalUnavailableException(
          "Temporal at %s could not be asked: %s.".formatted(address, why), cause);
    }
    String message =
        switch (refusal.getStatus().getCode()) {
          case NOT_FOUND ->
              ("There is no namespace %s in the Temporal at %s: create it, or name another"
                      + " (--temporal-namespace, TEMPORAL_NAMESPACE).")
                  .formatted(namespace, address);
          case UNAUTHENTICATED, PERMISSION_DENIED ->
              ("Temporal at %s does not let us in (%s): see to the API key or the certificate"
                      + " (TEMPORAL_API_KEY, TEMPORAL_TLS_…, temporal.toml).")
                  .formatted(address, why);
          default ->
              TlsTrouble.inWords(address, cause)
                  .orElseGet(
                      () ->
                          ("Temporal does not answer at %s (%s). Start one (`smoothie up`, or `temporal"
                                  + " server start-dev`), or say where it is and whether it wants TLS:"
                                  + " --temporal-address, TEMPORAL_ADDRESS, TEMPORAL_TLS.")
                              .formatted(address, why));
        };
    return new TemporalUnavailableException(message, cause);
  }
}
