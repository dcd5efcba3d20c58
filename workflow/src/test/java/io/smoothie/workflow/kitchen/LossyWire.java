package io.smoothie.workflow.kitchen;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicInteger;

/** Loses finished workflow tasks on their way to Temporal, as a worker does that dies then. */
public final class LossyWire implements ClientInterceptor {
  private final AtomicInteger toLose = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();

  /** Loses the next {@code tasks} workflow tasks that finish. */
  public void loseWorkflowTasks(int tasks) {
    toLose.set(tasks);
  }

  public int lost() {
    return lost.get();
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    ClientCall<Q, A> call = next.newCall(method, options);
    if (!method.getFullMethodName().endsWith("/RespondWorkflowTaskCompleted")) {
      return call;
    }
    return new SimpleForwardingClientCall<>(call) {
      private boolean gone;

      @Override
      public void start(Listener<A> listener, Metadata headers) {
        if (toLose.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
          gone = true;
          lost.incrementAndGet();
          listener.onClose(
              Status.INVALID_ARGUMENT.withDescription("lost on purpose"), new Metadata());
        } else {
          super.start(listener, headers);
        }
      }

      @Override
      public void request(int messages) {
        if (!gone) {
          super.request(messages);
        }
      }

      @Override
      public void sendMessage(Q message) {
        if (!gone) {
          super.sendMessage(message);
        }
      }

      @Override
      public void halfClose() {
        if (!gone) {
          super.halfClose();
        }
      }
    };
  }
}
