package io.smoothie.cli.realtier;

import io.smoothie.activities.mqtt.FreePort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Temporal development server of one test. */
final class TemporalProcess implements AutoCloseable {
  private final int port = FreePort.find();
  private final Path home;
  private final List<String> command;
  private ChildProcess process;

  /** With workflow updates switched off. */
  static TemporalProcess withoutUpdates(RealServers servers, Path home) {
    return new TemporalProcess(
        servers, home, "--dynamic-config-value=frontend.enableUpdateWorkflowExecution=false");
  }

  /** With all that it knows in {@code database} and its log, as {@code up} has it. */
  TemporalProcess(RealServers servers, Path home, Path database) {
    this(
        servers,
        home,
        "--db-filename=" + database,
        "--sqlite-pragma=journal_mode=wal",
        "--sqlite-pragma=synchronous=full");
  }

  private TemporalProcess(RealServers servers, Path home, String... options) {
    this.home = home;
    command =
        new ArrayList<>(
            List.of(
                servers.binaries().temporal().toString(),
                "server",
                "start-dev",
                "--headless",
                "--log-level=warn",
                "--ip=127.0.0.1",
                "--port=" + port));
    command.addAll(List.of(options));
    process = launch();
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  /** Lets it write what it has. */
  void stop() {
    process.terminate();
  }

  void start() {
    process.close();
    process = launch();
  }

  private ChildProcess launch() {
    ChildProcess launched =
        ChildProcess.start("temporal-of-a-test", Map.of("HOME", home.toString()), command);
    launched.awaitPort(port);
    return launched;
  }

  @Override
  public void close() {
    process.close();
  }
}
