package io.smoothie.workflow.temporal;

import io.grpc.ManagedChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that waits for the network on behalf of a connection, and ends with it. The
 * threads that all connections share otherwise go on for a second after the last has ended, and a
 * JVM that exits waits 0.3 seconds for each thread that is in native code, as these are. It needs
 * no native library either, which would have to be unpacked first.
 */
final class OwnEventLoop implements AutoCloseable {
  private static final int CLOSE_SECONDS = 2;

  final NioEventLoopGroup thread =
      new NioEventLoopGroup(1, new DefaultThreadFactory("temporal-connection", /* daemon= */ true));

  void use(ManagedChannelBuilder<?> channel) {
    // Temporal's SDK knows no other kind.
    ((NettyChannelBuilder) channel).eventLoopGroup(thread).channelType(NioSocketChannel.class);
  }

  @Override
  public void close() {
    thread
        .shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
  }
}
