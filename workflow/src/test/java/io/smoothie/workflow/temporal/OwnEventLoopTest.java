package io.smoothie.workflow.temporal;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OwnEventLoopTest {
  @Test
  void its_thread_has_ended_when_close_returns() throws Exception {
    OwnEventLoop eventLoop = new OwnEventLoop();
    NettyChannelBuilder builder = NettyChannelBuilder.forTarget("127.0.0.1:1").usePlaintext();
    eventLoop.use(builder);
    ManagedChannel channel = builder.build();
    channel.getState(/* requestConnection= */ true);
    // Nobody listens there: its thread has found that out.
    await().until(() -> channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE);
    assertFalse(eventLoop.thread.isTerminated());

    channel.shutdownNow();
    assertTrue(channel.awaitTermination(10, TimeUnit.SECONDS));
    eventLoop.close();

    assertTrue(eventLoop.thread.isTerminated());
  }
}
