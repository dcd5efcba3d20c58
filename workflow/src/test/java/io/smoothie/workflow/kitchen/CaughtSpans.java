package io.smoothie.workflow.kitchen;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.smoothie.workflow.trace.Tracing;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Switches tracing on, and keeps every span that ends until it is closed. */
public final class CaughtSpans implements AutoCloseable {
  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final SdkTracerProvider provider =
      SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exporter)).build();

  public CaughtSpans() {
    Tracing.on(provider.get("test"));
  }

  /** Inside a span of this name, which begins a trace. */
  public static <T> T inTrace(String name, Supplier<T> work) {
    try (var span = Tracing.begin(name, SpanKind.CLIENT)) {
      return span.inside(work);
    }
  }

  public List<SpanData> all() {
    return exporter.getFinishedSpanItems();
  }

  /** Their names, in alphabetical order. */
  public List<String> names() {
    return all().stream().map(SpanData::getName).sorted().toList();
  }

  public List<SpanData> named(String name) {
    return all().stream().filter(span -> span.getName().equals(name)).toList();
  }

  /** The only one of this name, once it has ended. */
  public SpanData one(String name) {
    await("a span " + name).until(() -> !named(name).isEmpty());
    assertEquals(1, named(name).size(), () -> all().toString());
    return named(name).get(0);
  }

  public static @Nullable String text(SpanData span, String attribute) {
    return span.getAttributes().get(AttributeKey.stringKey(attribute));
  }

  @Override
  public void close() {
    Tracing.off();
    provider.close();
  }
}
