package io.smoothie.workflow.kitchen;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The connection between the workers and Temporal. Loses finished workflow tasks when asked to, as
 * a worker does that dies then.
 */
public final class LossyWire implements ClientInterceptor {
  private final AtomicInteger toLose = new AtomicInteger();
  private final AtomicBoolean forgets = new AtomicBoolean();
  private final AtomicInteger lost = new AtomicInteger();

  /** Loses the next {@code tasks} workflow tasks that finish. */
  public void loseWorkflowTasks(int tasks) {
    toLose.set(tasks);
  }

  /**
   * From now on no worker asks for its workflows to come back to it: the in-memory server waits for
   * a worker that is gone for ever.
   */
  void forgetWorkers() {
    forgets.set(true);
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
          super.sendMessage(forgets.get() ? withoutStickyQueue(message) : message);
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

  /** Only ever given the one message of {@code RespondWorkflowTaskCompleted}. */
  @SuppressWarnings("unchecked")
  private static <Q> Q withoutStickyQueue(Q message) {
    return (Q)
        ((RespondWorkflowTaskCompletedRequest) message).toBuilder().clearStickyAttributes().build();
  }
}
