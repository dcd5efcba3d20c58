package io.smoothie.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Metrics;
import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.input.BindAddress;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.temporal.TemporalSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsEndpointTest {
  private final Health health = new Health();
  private final MetricsEndpoint metrics = MetricsEndpoint.open(BindAddress.LOOPBACK, 0, health);

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void metrics_are_shown_also_after_a_connection_to_temporal_was_closed() throws Exception {
    TemporalConnection.lazy(TemporalSettings.exactly("127.0.0.1:1", "default")).close();
    Metrics.counter("smoothie.endpoint.tried", "robot", "Robot1").increment();
    HttpResponse<String> page = page("metrics");
    assertEquals(200, page.statusCode());
    assertTrue(
        page.body().contains("smoothie_endpoint_tried_total{robot=\"Robot1\"} 1.0"), page.body());
    int port = URI.create(metrics.url()).getPort();
    CommandFailure taken =
        assertThrows(
            CommandFailure.class,
            () -> MetricsEndpoint.open(BindAddress.LOOPBACK, port, new Health()));
    assertTrue(String.valueOf(taken.getMessage()).contains("--metrics-port"), taken::toString);
  }

  @Test
  void our_own_histograms_reach_as_far_as_an_order_may_take() throws Exception {
    Metrics.timer("smoothie.endpoint.took").record(Duration.ofMinutes(4));

    String page = page("metrics").body();

    assertTrue(page.contains("smoothie_endpoint_took_seconds_bucket{le=\"60.0\"} 0"), page);
    assertTrue(page.contains("smoothie_endpoint_took_seconds_bucket{le=\"300.0\"} 1"), page);
  }

  @Test
  void a_process_is_ready_when_it_has_begun_and_all_it_needs_is_well() throws Exception {
    assertPage("readyz", 503, "starting\n");
    assertPage("healthz", 200, "ok\n");
    AtomicReference<String> trouble = new AtomicReference<>();
    health.begun(
        Optional::empty,
        new HealthPart("temporal", Optional::empty),
        new HealthPart("table", () -> Optional.ofNullable(trouble.get())));

    assertPage("readyz", 200, "temporal: ok\ntable: ok\n");
    trouble.set("The database cannot\nbe reached");
    assertPage("readyz", 503, "temporal: ok\ntable: The database cannot be reached\n");
    assertPage("healthz", 200, "ok\n");
    trouble.set(null);
    assertPage("readyz", 200, "temporal: ok\ntable: ok\n");
  }

  @Test
  void a_process_that_is_stuck_is_not_alive() throws Exception {
    health.begun(() -> Optional.of("its reaper is stuck"), new HealthPart("a", Optional::empty));

    assertPage("healthz", 503, "its reaper is stuck\n");
    assertPage("readyz", 200, "a: ok\n");
  }

  @Test
  void a_part_that_hangs_or_is_defect_is_named_and_asked_once_at_a_time() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    health.begun(
        Optional::empty,
        new HealthPart(
            "table",
            () -> {
              asked.incrementAndGet();
              awaitQuietly(end);
              return Optional.empty();
            }),
        new HealthPart(
            "broker",
            () -> {
              throw new IllegalStateException("odd");
            }));

    String unwell = "table: no answer within 3 s\nbroker: java.lang.IllegalStateException: odd\n";
    assertPage("readyz", 503, unwell);
    assertPage("readyz", 503, unwell);
    assertEquals(1, asked.get());
    end.countDown();
  }

  private void assertPage(String path, int status, String text) throws Exception {
    HttpResponse<String> page = page(path);
    assertEquals(text, page.body());
    assertEquals(status, page.statusCode());
  }

  private HttpResponse<String> page(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(metrics.url()).resolve("/" + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
