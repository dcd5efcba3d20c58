package io.smoothie.cli.process;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Mix in: whether a process shows what it counts. */
public final class MetricsOption {
  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      description = "Serve Prometheus metrics at http://127.0.0.1:PORT/metrics (0: any free one).")
  private @Nullable Integer port;

  /**
   * Serves metrics, if the option is given, until the returned object is closed.
   *
   * @param say told their URL, in a line
   */
  public AutoCloseable open(Consumer<String> say) {
    if (port == null) {
      return () -> {};
    }
    MetricsEndpoint endpoint = MetricsEndpoint.open(port);
    say.accept("Metrics at " + endpoint.url());
    return endpoint;
  }
}
