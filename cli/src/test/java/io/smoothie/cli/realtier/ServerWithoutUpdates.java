package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Temporal development server with workflow updates switched off. */
final class ServerWithoutUpdates implements AutoCloseable {
  private final String address;
  private final ChildProcess process;

  ServerWithoutUpdates(RealServers servers, Path home) {
    int port = FreePort.find();
    address = "127.0.0.1:" + port;
    process =
        ChildProcess.start(
            "temporal-without-updates",
            Map.of("HOME", home.toString()),
            List.of(
                servers.binaries().temporal().toString(),
                "server",
                "start-dev",
                "--headless",
                "--log-level=warn",
                "--ip=127.0.0.1",
                "--port=" + port,
                "--dynamic-config-value=frontend.enableUpdateWorkflowExecution=false"));
    await("Temporal without updates")
        .ignoreExceptions()
        .failFast(process + " has ended", () -> !process.isAlive())
        .until(
            () -> {
              try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
              }
            });
  }

  String address() {
    return address;
  }

  @Override
  public void close() {
    process.close();
  }
}
