package io.smoothie.cli.stack;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.temporal.api.workflowservice.v1.DescribeNamespaceResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Gives each namespace of the in-memory Temporal a new ID at every start of the server. The test
 * server derives the ID from the name alone, so that a new server would be taken for the earlier
 * one, whose orders it does not have.
 */
final class OwnNamespaceIds implements ServerInterceptor {
  private final UUID life = UUID.randomUUID();

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    return next.startCall(
        new SimpleForwardingServerCall<Q, R>(call) {
          @Override
          @SuppressWarnings("unchecked") // of the same class
          public void sendMessage(R message) {
            super.sendMessage(
                message instanceof DescribeNamespaceResponse response
                    ? (R) withOwnId(response)
                    : message);
          }
        },
        headers);
  }

  private DescribeNamespaceResponse withOwnId(DescribeNamespaceResponse response) {
    DescribeNamespaceResponse.Builder own = response.toBuilder();
    String name = life + own.getNamespaceInfo().getName();
    own.getNamespaceInfoBuilder()
        .setId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString());
    return own.build();
  }
}
