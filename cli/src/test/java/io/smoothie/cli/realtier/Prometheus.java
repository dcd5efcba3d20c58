package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smoothie.activities.mqtt.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Prometheus of a test's own, which scrapes every second. */
final class Prometheus implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port = FreePort.find();
  private final ChildProcess process;

  /**
   * @param folder an empty one, for its files
   * @param rules a file of alert rules
   * @param targets what to scrape
   */
  Prometheus(Path folder, Path rules, List<URI> targets) throws IOException {
    Path configuration = folder.resolve("prometheus.yml");
    Files.writeString(
        configuration,
        """
        global: {scrape_interval: 1s, evaluation_interval: 1s}
        rule_files: ["%s"]
        scrape_configs:
          - job_name: smoothie
            static_configs: [{targets: [%s]}]
        """
            .formatted(
                rules.toAbsolutePath(),
                targets.stream()
                    .map(target -> '"' + target.getAuthority() + '"')
                    .collect(Collectors.joining(", "))));
    process =
        ChildProcess.start(
            "prometheus",
            Map.of(),
            List.of(
                program("prometheus").toString(),
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port));
    await("Prometheus: " + process)
        .ignoreExceptions()
        .failFast(process + " has ended", () -> !process.isAlive())
        .until(() -> get("/-/ready").statusCode() == 200);
  }

  /** One of its programs. */
  static Path program(String name) {
    return Binaries.orSkip(Binaries.find(name, Stream.of()), name, "apt-get install prometheus");
  }

  /** The type of each metric whose name begins so. */
  Map<String, String> types(String prefix) {
    Map<String, String> types = new TreeMap<>();
    data("/api/v1/metadata")
        .fields()
        .forEachRemaining(
            metric -> {
              if (metric.getKey().startsWith(prefix)) {
                types.put(metric.getKey(), metric.getValue().get(0).get("type").asText());
              }
            });
    return types;
  }

  /** The values of a query's result now; empty when it has none. */
  List<Double> query(String expression) {
    return data("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
        .get("result")
        .findValues("value")
        .stream()
        .map(value -> Double.valueOf(value.get(1).asText()))
        .toList();
  }

  /** Its alerts that fire or are about to. */
  List<String> alerts() {
    return data("/api/v1/alerts").get("alerts").findValuesAsText("alertname");
  }

  private JsonNode data(String path) {
    HttpResponse<String> answer = get(path);
    try {
      JsonNode json = JSON.readTree(answer.body());
      if (!json.path("status").asText().equals("success")) {
        throw new AssertionError(path + ": " + answer.body());
      }
      return json.get("data");
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": " + answer.body(), e);
    }
  }

  private HttpResponse<String> get(String path) {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
