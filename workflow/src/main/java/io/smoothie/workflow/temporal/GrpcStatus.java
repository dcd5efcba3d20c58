package io.smoothie.workflow.temporal;

import io.grpc.StatusRuntimeException;
import io.temporal.api.errordetails.v1.NamespaceNotFoundFailure;
import io.temporal.serviceclient.StatusUtils;
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
   * Whether the namespace is missing: only its detail tells this NOT_FOUND from that of an order.
   */
  static boolean isMissingNamespace(Throwable failure) {
    StatusRuntimeException status = of(failure);
    return status != null && StatusUtils.hasFailure(status, NamespaceNotFoundFailure.class);
  }
}
