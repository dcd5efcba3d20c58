package io.smoothie.workflow.temporal;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.errordetails.v1.NamespaceNotFoundFailure;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.StatusUtils;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The answer of the server inside an exception of the SDK. */
final class GrpcStatus {
  private GrpcStatus() {}

  /** Null when the server did not answer with a status. */
  static @Nullable StatusRuntimeException of(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StatusRuntimeException status) {
        return status;
      }
    }
    return null;
  }

  /**
   * What Temporal answers of one of its executions; empty when it has no such execution.
   *
   * @param what the question, as in 'about order table-7'
   * @throws TemporalUnavailableException when it cannot be asked, or has no such namespace
   */
  static <T> Optional<T> ofExecution(WorkflowClient client, String what, Supplier<T> ask) {
    try {
      return Optional.of(ask.get());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND && !isMissingNamespace(e)) {
        return Optional.empty();
      }
      throw TemporalUnavailableException.asked(client, what, e);
    }
  }

  /**
   * Whether the namespace is missing: only its detail tells this NOT_FOUND from that of an order.
   */
  static boolean isMissingNamespace(Throwable failure) {
    StatusRuntimeException status = of(failure);
    return status != null && StatusUtils.hasFailure(status, NamespaceNotFoundFailure.class);
  }
}
