package io.smoothie.cli.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.resources.Resource;
import io.smoothie.workflow.Text;
import io.smoothie.workflow.trace.Tracing;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** OpenTelemetry's SDK as its own variables configure it, for traces alone. */
final class OtlpSdk implements AutoCloseable {
  static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  static final String TRACES_ENDPOINT = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

  private static final String PROTOCOL = "OTEL_EXPORTER_OTLP_PROTOCOL";
  private static final String TRACES_PROTOCOL = "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL";
  private static final String DEFAULT_ENDPOINT = "http://localhost:4318";
  private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");

  private final OpenTelemetrySdk sdk;
  private final Collector collector;
  private final Duration atEnd;

  private OtlpSdk(OpenTelemetrySdk sdk, Collector collector, Duration atEnd) {
    this.sdk = sdk;
    this.collector = collector;
    this.atEnd = atEnd;
  }

  /**
   * @param atEnd how long it may take at the end to send what is left
   */
  static OtlpSdk start(Map<String, String> environment, String service, Duration atEnd) {
    if (Objects.equals(first(environment, TRACES_PROTOCOL, PROTOCOL), "grpc")) {
      throw new IllegalArgumentException(
          PROTOCOL
              + " is grpc: spans are sent as http/protobuf, which a collector takes at its port 4318."
              + " Set it to that, or unset it.");
    }
    Collector collector =
        new Collector(
            withoutPassword(
                Objects.requireNonNullElse(
                    first(environment, TRACES_ENDPOINT, ENDPOINT), DEFAULT_ENDPOINT)));
    try {
      OpenTelemetrySdk sdk =
          AutoConfiguredOpenTelemetrySdk.builder()
              .disableShutdownHook()
              .addPropertiesCustomizer(config -> properties(environment))
              .addResourceCustomizer((found, config) -> named(found, service))
              .addSpanExporterCustomizer(
                  (exporter, config) -> new ReportingExporter(exporter, collector))
              .build()
              .getOpenTelemetrySdk();
      Tracing.on(sdk.getTracer("io.smoothie"));
      return new OtlpSdk(sdk, collector, atEnd);
    } catch (ConfigurationException e) {
      throw new IllegalArgumentException(
          "Tracing cannot be set up as the variables OTEL_… say (%s): correct them, or unset them."
              .formatted(why(e)),
          e);
    }
  }

  /** The environment of the command, as the SDK's own properties, and what is not for it to say. */
  private static Map<String, String> properties(Map<String, String> environment) {
    Map<String, String> properties = new HashMap<>();
    // Not the SDK's own 5 s: a command that is interrupted loses less.
    properties.put("otel.bsp.schedule.delay", "1000");
    // Not gRPC, for which the JDK has no client.
    properties.put("otel.exporter.otlp.protocol", "http/protobuf");
    environment.forEach(
        (name, value) -> {
          if (name.startsWith("OTEL_")) {
            properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
          }
        });
    // Metrics are Prometheus's, logs go to stderr, and the wire to robots is ours.
    properties.put("otel.metrics.exporter", "none");
    properties.put("otel.logs.exporter", "none");
    properties.put("otel.propagators", "none");
    return properties;
  }

  private static Resource named(Resource found, String service) {
    String name = found.getAttribute(SERVICE_NAME);
    return name == null || name.startsWith("unknown_service")
        ? found.merge(Resource.create(Attributes.of(SERVICE_NAME, service)))
        : found;
  }

  private static String why(ConfigurationException e) {
    Throwable cause = e.getCause();
    String words = String.valueOf(e.getMessage());
    if (cause != null && words.startsWith("Unexpected")) {
      words = String.valueOf(cause.getMessage());
    }
    return Text.forOneLine(withoutPassword(words), 300);
  }

  private static String withoutPassword(String text) {
    return text.replaceAll("//[^/@\\s]*@", "//");
  }

  private static @Nullable String first(
      Map<String, String> environment, String variable, String other) {
    String value = environment.getOrDefault(variable, "");
    String second = value.isBlank() ? environment.getOrDefault(other, "") : value;
    return second.isBlank() ? null : second.strip();
  }

  @Override
  public void close() {
    Tracing.off();
    if (!sdk.getSdkTracerProvider()
        .shutdown()
        .join(atEnd.toMillis(), TimeUnit.MILLISECONDS)
        .isDone()) {
      collector.takesNone("no answer within %d s".formatted(atEnd.toSeconds()));
    }
  }
}
