package io.smoothie.cli.process;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Mix in: whether a process shows what it counts. */
public final class MetricsOption {
  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      description = "Serve Prometheus metrics at http://127.0.0.1:PORT/metrics.")
  private @Nullable Integer port;

  /** Serves them until the answer is closed, when asked to. */
  public AutoCloseable open() {
    return port == null ? () -> {} : MetricsEndpoint.open(port);
  }
}
