package io.smoothie.cli.process;

import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.input.BindAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Mix in: whether, and where, a process shows what it counts and how it is. */
public final class MetricsOption {
  private static final String BIND = "--metrics-bind";

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      description = {
        "Serve Prometheus metrics at http://127.0.0.1:PORT/metrics (0: any free one), and",
        "whether this process is alive and ready at /healthz and /readyz."
      })
  private @Nullable Integer port;

  @Option(
      names = BIND,
      paramLabel = "ADDRESS",
      description =
          "Address for --metrics-port (default: 127.0.0.1). Beyond loopback, whoever reaches it can"
              + " read them.")
  private @Nullable String bind;

  /**
   * Serves metrics and health, if the option is given, until the returned object is closed.
   *
   * @param say told their URL, in a line, and a warning when other machines can read them
   * @throws CommandFailure when that cannot be
   */
  public AutoCloseable open(Health health, Consumer<String> say) {
    String address = bind == null ? BindAddress.LOOPBACK : bind;
    boolean beyondLoopback = BindAddress.isBeyondLoopback(address, BIND);
    if (port == null) {
      if (bind != null) {
        throw new CommandFailure(
            ExitCode.USAGE, BIND + " says where, --metrics-port whether: give both.");
      }
      return () -> {};
    }
    MetricsEndpoint endpoint = MetricsEndpoint.open(address, port, health);
    say.accept("Metrics at " + endpoint.url());
    if (beyondLoopback) {
      say.accept(
          "WARNING: whoever reaches %s can read the metrics and what the process connects to: they"
                  .formatted(address)
              + " are not encrypted, and no password is asked.");
    }
    return endpoint;
  }
}
