package io.smoothie.cli.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.trace.SpanKind;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.testing.Shop;
import io.smoothie.cli.testing.SpanCollector;
import io.smoothie.workflow.trace.Tracing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** When a process traces, what it is called, and what becomes of variables that are wrong. */
class TracesTest {
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String EXPORTER = "OTEL_TRACES_EXPORTER";

  @TempDir Path home;

  static List<Arguments> environments() {
    return List.of(
        Arguments.of(Map.of(), false),
        Arguments.of(Map.of("OTEL_SERVICE_NAME", "shop"), false),
        Arguments.of(Map.of(ENDPOINT, " "), false),
        Arguments.of(Map.of(ENDPOINT, "http://127.0.0.1:1"), true),
        Arguments.of(Map.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://127.0.0.1:1/x"), true),
        Arguments.of(Map.of(EXPORTER, "otlp"), true),
        Arguments.of(Map.of(EXPORTER, "None", ENDPOINT, "http://127.0.0.1:1"), false),
        Arguments.of(Map.of("OTEL_SDK_DISABLED", "true", EXPORTER, "otlp"), false));
  }

  @ParameterizedTest
  @MethodSource("environments")
  void a_process_traces_where_the_usual_variables_say_so(
      Map<String, String> environment, boolean on) {
    Traces traces = Traces.ofProcess(new Surroundings(environment, home), "smoothie-worker");
    try {
      assertEquals(on, Tracing.isOn());
    } finally {
      traces.close();
    }
    assertFalse(Tracing.isOn());
  }

  static List<Arguments> names() {
    return List.of(
        Arguments.of(Map.of(), "smoothie-worker"),
        Arguments.of(Map.of("OTEL_SERVICE_NAME", "kitchen"), "kitchen"),
        Arguments.of(Map.of("OTEL_RESOURCE_ATTRIBUTES", "a=b,service.name=bar"), "bar"),
        Arguments.of(Map.of("OTEL_RESOURCE_ATTRIBUTES", "a=b"), "smoothie-worker"));
  }

  @ParameterizedTest
  @MethodSource("names")
  @SuppressWarnings("try") // It only has to be open.
  void spans_left_at_the_end_are_sent_and_name_their_service(
      Map<String, String> more, String service) throws IOException {
    try (SpanCollector collector = new SpanCollector()) {
      Map<String, String> environment = new HashMap<>(more);
      environment.put(ENDPOINT, collector.endpoint());
      environment.put("OTEL_BSP_SCHEDULE_DELAY", "3600000");
      try (Traces traces =
          Traces.ofProcess(new Surroundings(environment, home), "smoothie-worker")) {
        Tracing.begin("lone", SpanKind.INTERNAL).close();
      }
      assertEquals(service, collector.named("lone", 1).get(0).service());
    }
  }

  static List<Arguments> wrong() {
    return List.of(
        Arguments.of(Map.of(ENDPOINT, "collector:4318"), "OTLP endpoint"),
        Arguments.of(Map.of(ENDPOINT, "ftp://user:secret@collector"), "http or https"),
        Arguments.of(Map.of(EXPORTER, "zipkin"), "zipkin"),
        Arguments.of(Map.of(EXPORTER, "otlp", "OTEL_TRACES_SAMPLER", "some"), "some"),
        Arguments.of(
            Map.of(EXPORTER, "otlp", "OTEL_EXPORTER_OTLP_HEADERS", "secret"), "otlp.headers"),
        Arguments.of(
            Map.of(EXPORTER, "otlp", "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"), "its port 4318"),
        Arguments.of(
            Map.of(EXPORTER, "otlp", "OTEL_EXPORTER_OTLP_CERTIFICATE", "/nowhere"), "/nowhere"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void what_cannot_be_used_is_a_sentence_without_secrets(
      Map<String, String> environment, String part) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> Traces.ofProcess(new Surroundings(environment, home), "smoothie"));

    String sentence = String.valueOf(refused.getMessage());
    assertTrue(sentence.contains("OTEL_") && sentence.contains(part), sentence);
    assertFalse(sentence.contains("secret"), sentence);
    assertFalse(Tracing.isOn());
  }

  @Test
  void a_command_with_variables_that_are_wrong_is_wrong_use(@TempDir Path folder)
      throws IOException {
    try (Shop shop = new Shop(folder)) {
      shop.with(EXPORTER, "otlp").with("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");

      shop.assertRefused(2, "OTEL_EXPORTER_OTLP_PROTOCOL is grpc", "order", "Lime");
    }
  }
}
