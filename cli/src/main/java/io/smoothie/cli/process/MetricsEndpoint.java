package io.smoothie.cli.process;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Serves this process's metrics to Prometheus, on loopback. */
public final class MetricsEndpoint implements AutoCloseable {
  private final HttpServer server;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private MetricsEndpoint(HttpServer server) {
    this.server = server;
    Metrics.addRegistry(registry);
    server.createContext(
        "/metrics",
        exchange -> {
          byte[] page = registry.scrape().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, page.length);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(page);
          }
        });
    server.start();
  }

  /**
   * @param port 0 for any free one
   */
  public static MetricsEndpoint open(int port) {
    try {
      return new MetricsEndpoint(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--metrics-port %d is not a port: it goes from 1 to 65535, or 0 for any free one."
              .formatted(port),
          e);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "Port %d cannot be used for metrics (%s): choose another with --metrics-port."
              .formatted(port, e.getMessage()),
          e);
    }
  }

  public String url() {
    return "http://127.0.0.1:%d/metrics".formatted(server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    Metrics.removeRegistry(registry);
    registry.close();
  }
}
