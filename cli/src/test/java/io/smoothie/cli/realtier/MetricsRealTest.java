package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.wire.RobotMessage;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/metrics.md} and {@code ops} promise, with a real Prometheus. */
@RealTier
class MetricsRealTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "metrics.md");
  private static final Path RULES = Path.of("..", "ops", "prometheus", "alerts.yml");
  private static final Path RULES_TESTS = RULES.resolveSibling("alerts.test.yml");
  private static final Path DASHBOARD = Path.of("..", "ops", "grafana", "smoothie.json");
  private static final Pattern METRIC =
      Pattern.compile("(?m)^\\| `(smoothie_\\w+)` \\| (\\w+) \\|");
  private static final Pattern ALERT = Pattern.compile("(?m)^ +- alert: (\\w+)$");
  private static final OrderRequest ORDER = OrderRequest.of("Strawberry Smoothie");

  @TempDir Path folder;

  @Test
  void every_metric_of_the_document_is_scraped_and_no_other_and_the_dashboard_has_it_all(
      Shop shop, RealServers servers) throws Exception {
    shop.addRobots("Robot1");
    ChildProcess worker = shop.smoothie("worker", "--metrics-port", "0");
    ChildProcess other = shop.smoothie("worker", "--metrics-port", "0");
    ChildProcess gateway =
        shop.smoothie("gateway", "--client-id", shop.taskQueue(), "--metrics-port", "0");
    shop.awaitListening();
    try (FleetBroker fleet = FleetBroker.start(servers.binaries())) {
      // Of the robots' broker it hears nothing: it is there for its certificate.
      ChildProcess withCertificate =
          shop.smoothie(
              fleet.forPart(fleet.part("gateway")),
              "gateway",
              "--client-id",
              "fleet",
              "--metrics-port",
              "0");
      assertShown(
          shop,
          List.of(
              MetricsPage.of(worker),
              MetricsPage.of(other),
              MetricsPage.of(gateway),
              MetricsPage.of(withCertificate)));
    }
  }

  private void assertShown(Shop shop, List<URI> pages) throws Exception {
    try (Prometheus prometheus = new Prometheus(folder, RULES, pages)) {
      for (URI page : pages) {
        await(page.toString())
            .until(() -> MetricsPage.get(page.resolve("/readyz")).statusCode() == 200);
        assertEquals(200, MetricsPage.get(page.resolve("/healthz")).statusCode());
      }
      makeFailAndCancel(shop);

      await("all that is documented")
          .untilAsserted(() -> assertEquals(documented(), scraped(prometheus)));
      for (String query : queries()) {
        await(query).until(() -> !prometheus.query(query).isEmpty());
      }
      assertEquals(
          List.of(1.0), prometheus.query("count(smoothie_robots{status=\"ONLINE\"})"), "of two");
      assertEquals(List.of(2.0), prometheus.query("sum(smoothie_worker_polling)"));
      assertEquals(List.of(2.0), prometheus.query("sum(smoothie_orders_made_total)"));
      assertEquals(List.of(1.0), prometheus.query("sum(smoothie_orders_failed_total)"));
      assertEquals(List.of(1.0), prometheus.query("sum(smoothie_orders_cancelled_total)"));
      await("the one alert that this is worth")
          .until(() -> prometheus.alerts().equals(List.of("SmoothieOrdersFail")));
    }
    for (URI page : pages) {
      String ours =
          MetricsPage.get(page)
              .body()
              .lines()
              .filter(line -> line.contains("smoothie_"))
              .collect(Collectors.joining("\n"));
      Path file = Files.writeString(folder.resolve("page"), ours + "\n");
      assertSucceeds("check metrics < " + file);
    }
  }

  /** Two orders are made, one after the other by one robot; one fails, and one is cancelled. */
  private static void makeFailAndCancel(Shop shop) {
    OrderId fails = shop.place(ORDER.withAttempts(1).withStartToClose(Duration.ofSeconds(4)));
    await("Robot1 to be told").until(() -> shop.robot("Robot1").told());
    shop.publish("robots/Robot9/success", success(fails));
    assertEquals("RobotTimedOut", shop.end(fails).how());
    OrderId cancelled = shop.place(ORDER);
    shop.awaitWaiters(1);
    shop.orders().cancel(cancelled);
    assertEquals("CANCELED", shop.end(cancelled).how());

    shop.simulatedRobot("Robot1", "--make-time", "1s");
    List<OrderId> made = List.of(shop.place(ORDER), shop.place(ORDER));
    shop.awaitWaiters(2);
    shop.table().robots().repair(new RobotName("Robot1"), null);
    made.forEach(order -> assertEquals("made", shop.end(order).how()));
  }

  @Test
  void a_process_is_not_ready_while_the_broker_is_away(Shop shop, RealServers servers)
      throws Exception {
    URI worker = MetricsPage.of(shop.smoothie("worker", "--metrics-port", "0")).resolve("/readyz");
    URI gateway =
        MetricsPage.of(shop.smoothie("gateway", "--metrics-port", "0")).resolve("/readyz");
    for (URI ready : List.of(worker, gateway)) {
      await(ready.toString()).until(() -> MetricsPage.get(ready).statusCode() == 200);
    }

    servers.killMosquitto();

    await().until(() -> MetricsPage.get(worker).statusCode() == 503);
    String trouble = MetricsPage.get(worker).body();
    assertTrue(trouble.contains("broker: not connected to the MQTT broker at"), trouble);
    assertTrue(trouble.contains("temporal: ok\ntable: ok\n"), trouble);
    await()
        .until(
            () ->
                MetricsPage.get(gateway).body().contains("gateway: the gateway is not connected"));
    assertEquals(200, MetricsPage.get(worker.resolve("/healthz")).statusCode());

    servers.restartMosquitto();
    for (URI ready : List.of(worker, gateway)) {
      await(ready.toString()).until(() -> MetricsPage.get(ready).statusCode() == 200);
    }
  }

  @Test
  void the_alert_rules_hold_and_every_alert_has_a_test_and_is_documented() throws Exception {
    assertSucceeds("check rules " + RULES);
    assertSucceeds("test rules " + RULES_TESTS);
    assertSucceeds("check config " + RULES.resolveSibling("prometheus.yml"));

    Set<String> alerts = names(ALERT, Files.readString(RULES));
    assertTrue(alerts.size() > 5, alerts::toString);
    assertEquals(
        alerts, names(Pattern.compile("(?m)alertname: (\\w+)$"), Files.readString(RULES_TESTS)));
    assertEquals(
        alerts,
        names(Pattern.compile("(?m)^\\| `(Smoothie\\w+)` \\|"), Files.readString(DOCUMENT)));
  }

  private static Map<String, String> documented() throws IOException {
    Map<String, String> types = new TreeMap<>();
    Matcher row = METRIC.matcher(Files.readString(DOCUMENT));
    while (row.find()) {
      types.put(row.group(1), row.group(2));
    }
    return types;
  }

  /** Without the longest of late that each histogram has beside it. */
  private static Map<String, String> scraped(Prometheus prometheus) {
    Map<String, String> types = prometheus.types("smoothie_");
    types.keySet().removeIf(name -> name.endsWith("_seconds_max"));
    return types;
  }

  /** The dashboard's queries, as Grafana would send them. */
  private static List<String> queries() throws IOException {
    List<String> queries =
        new ObjectMapper()
            .readTree(DASHBOARD.toFile()).findValuesAsText("expr").stream()
                .map(query -> query.replace("$__rate_interval", "1m"))
                .toList();
    assertTrue(queries.size() > 20, queries::toString);
    return queries;
  }

  private static Set<String> names(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static void assertSucceeds(String arguments) {
    ChildProcess promtool =
        ChildProcess.start(
            "promtool",
            Map.of(),
            List.of("bash", "-c", Prometheus.program("promtool") + " " + arguments));
    assertEquals(0, promtool.awaitEnd(), promtool::output);
  }

  private static String success(OrderId order) {
    return new String(RobotMessage.success(order), StandardCharsets.UTF_8);
  }
}
