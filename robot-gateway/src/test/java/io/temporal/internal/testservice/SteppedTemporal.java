package io.temporal.internal.testservice;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.smoothie.activities.table.HandClock;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The in-memory Temporal with a clock that only its owner moves. The time-skipping of the SDK's own
 * environment does not serve histories with terminated orders and restarted workers: what they had
 * open keeps its clock locked for good. In the server's package, for that is where its parts are.
 */
public final class SteppedTemporal implements AutoCloseable {
  private final HandClock clock = HandClock.atNow();
  private final SelfAdvancingTimerImpl timer = new SelfAdvancingTimerImpl(0, clock);
  private final TestVisibilityStore visibility = new TestVisibilityStoreImpl();
  private final TestWorkflowService service =
      new TestWorkflowService(
          new TestWorkflowStoreImpl(timer), visibility, new TestNexusEndpointStoreImpl(), timer);
  private final AtomicInteger polls = new AtomicInteger();
  private final Server server;
  private final ManagedChannel channel;
  private final WorkflowServiceStubs stubs;

  public SteppedTemporal() {
    String name = UUID.randomUUID().toString();
    // Never unlocked: the server's time is the clock's.
    timer.lockTimeSkipping("stepped");
    try {
      server =
          InProcessServerBuilder.forName(name)
              .addService(service)
              .intercept(new CountPolls())
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    channel = InProcessChannelBuilder.forName(name).build();
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setChannel(channel).build());
  }

  public WorkflowClient client() {
    return WorkflowClient.newInstance(stubs);
  }

  /** The server's time. */
  public Clock clock() {
    return clock;
  }

  /** Moves the time on; timers that are due then have begun to fire when this returns. */
  public void advance(Duration duration) {
    clock.pass(duration);
    // Wakes the pump, which would otherwise sleep for as long as its next timer had.
    CompletableFuture<Void> pumped = new CompletableFuture<>();
    timer.schedule(Duration.ZERO, () -> pumped.complete(null), "stepped");
    pumped.join();
  }

  /** How many tasks workers are asking for: a worker that has just ended may still do so. */
  public int polls() {
    return polls.get();
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    channel.shutdownNow();
    server.shutdownNow();
    service.close();
    timer.shutdown();
    visibility.close();
  }

  private final class CountPolls implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      ServerCall.Listener<Q> listener = next.startCall(call, headers);
      String method = String.valueOf(call.getMethodDescriptor().getBareMethodName());
      if (!method.startsWith("Poll") || !method.endsWith("TaskQueue")) {
        return listener;
      }
      return new SimpleForwardingServerCallListener<>(listener) {
        @Override
        public void onHalfClose() {
          // The service blocks in it.
          polls.incrementAndGet();
          try {
            super.onHalfClose();
          } finally {
            polls.decrementAndGet();
          }
        }
      };
    }
  }
}
