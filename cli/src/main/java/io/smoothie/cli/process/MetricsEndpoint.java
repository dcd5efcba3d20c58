package io.smoothie.cli.process;

import com.sun.net.httpserver.HttpExchange;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves this process's metrics to Prometheus at {@code /metrics}, and whether it is alive and
 * ready at {@code /healthz} and {@code /readyz}: 200, or 503 and why.
 */
public final class MetricsEndpoint implements AutoCloseable {
  /** A question about a part of the process may take seconds, and must not hold up a scrape. */
  private static final int THREADS = 4;

  private final HttpServer server;
  private final InetAddress address;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          work -> {
            Thread thread = new Thread(work, "metrics");
            thread.setDaemon(true);
            return thread;
          });
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  static {
    SlowClients.limitRequests();
  }

  private MetricsEndpoint(HttpServer server, InetAddress address, Health health) {
    this.server = server;
    this.address = address;
    registry.config().meterFilter(new OwnBuckets());
    Metrics.addRegistry(registry);
    server.setExecutor(threads);
    server.createContext("/metrics", exchange -> answer(exchange, 200, registry.scrape()));
    server.createContext("/healthz", exchange -> answer(exchange, health.liveness()));
    server.createContext("/readyz", exchange -> answer(exchange, health.readiness()));
    server.start();
  }

  /**
   * @param address one of this machine's
   * @param port 0 for any free one
   */
  public static MetricsEndpoint open(String address, int port, Health health) {
    try {
      InetAddress at = InetAddress.getByName(address);
      return new MetricsEndpoint(HttpServer.create(new InetSocketAddress(at, port), 0), at, health);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--metrics-port %d is not a port: it goes from 1 to 65535, or 0 for any free one."
              .formatted(port),
          e);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "Port %d at %s cannot be used for metrics (%s): choose another with --metrics-port."
              .formatted(port, address, e.getMessage()),
          e);
    }
  }

  public String url() {
    String host = address.getHostAddress();
    return "http://%s:%d/metrics"
        .formatted(host.contains(":") ? "[" + host + "]" : host, server.getAddress().getPort());
  }

  private static void answer(HttpExchange exchange, Health.Report report) throws IOException {
    answer(exchange, report.well() ? 200 : 503, report.text());
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] page = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    exchange.sendResponseHeaders(status, page.length);
    try (OutputStream body = exchange.getResponseBody()) {
      SlowClients.limit(() -> body.write(page));
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    Metrics.removeRegistry(registry);
    registry.close();
  }
}
