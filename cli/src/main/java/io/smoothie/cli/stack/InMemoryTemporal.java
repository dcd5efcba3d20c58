package io.smoothie.cli.stack;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.smoothie.workflow.temporal.TemporalSettings;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.internal.testservice.TestServicesStarter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The test server of Temporal's SDK, in this process and in real time. The SDK's own way to give it
 * a port binds every interface; this one is on loopback alone.
 */
final class InMemoryTemporal implements TemporalServer {
  /** The one namespace that it has. */
  static final String NAMESPACE = "default";

  private static final int STOP_SECONDS = 3;

  private final TestServicesStarter services;
  private final Server server;

  private InMemoryTemporal(TestServicesStarter services, Server server) {
    this.services = services;
    this.server = server;
  }

  static InMemoryTemporal start(int port) throws IOException {
    TestServicesStarter services =
        new TestServicesStarter(/* lockTimeSkipping= */ true, /* initialTimeMillis= */ 0);
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    GRPCServerHelper.registerServicesAndHealthChecks(services.getServices(), builder);
    builder.intercept(new OwnNamespaceIds());
    try {
      return new InMemoryTemporal(services, builder.build().start());
    } catch (IOException e) {
      services.close();
      throw e;
    }
  }

  @Override
  public TemporalSettings settings() {
    return TemporalSettings.exactly(address(), NAMESPACE);
  }

  @Override
  public String address() {
    return Ports.LOOPBACK + ":" + server.getPort();
  }

  @Override
  public Optional<String> ui() {
    return Optional.empty();
  }

  @Override
  public String kind() {
    return "in-memory test server, without Web UI";
  }

  @Override
  public String explained() {
    return "orders are forgotten at the end; for a Web UI and orders that stay, put a `temporal` binary on"
        + " the PATH (https://docs.temporal.io/cli), or use --temporal dev-server, which downloads it";
  }

  @Override
  public void close() {
    server.shutdown();
    try {
      if (!server.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        server.shutdownNow();
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
    services.close();
  }
}
