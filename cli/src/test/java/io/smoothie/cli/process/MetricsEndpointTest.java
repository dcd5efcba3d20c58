package io.smoothie.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Metrics;
import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.temporal.TemporalSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class MetricsEndpointTest {
  @Test
  void metrics_are_shown_also_after_a_connection_to_temporal_was_closed() throws Exception {
    TemporalConnection.lazy(TemporalSettings.exactly("127.0.0.1:1", "default")).close();
    try (MetricsEndpoint metrics = MetricsEndpoint.open(0)) {
      Metrics.counter("smoothie.endpoint.tried", "robot", "Robot1").increment();
      HttpResponse<String> page =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(metrics.url())).build(),
                  HttpResponse.BodyHandlers.ofString());
      assertEquals(200, page.statusCode());
      assertTrue(
          page.body().contains("smoothie_endpoint_tried_total{robot=\"Robot1\"} 1.0"), page.body());
      int port = URI.create(metrics.url()).getPort();
      assertThrows(CommandFailure.class, () -> MetricsEndpoint.open(port));
    }
  }
}
