package io.smoothie.cli.testing;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes spans by OTLP over HTTP, at a free port of loopback, and keeps them. */
public final class SpanCollector implements AutoCloseable {
  private final HttpServer server;
  private final List<Received> spans = new CopyOnWriteArrayList<>();

  /** One span, and the service that sent it. */
  public record Received(String service, Span span) {
    public String name() {
      return span.getName();
    }

    public String trace() {
      return HexFormat.of().formatHex(span.getTraceId().toByteArray());
    }

    public String id() {
      return HexFormat.of().formatHex(span.getSpanId().toByteArray());
    }

    /** Empty for the first span of a trace. */
    public String parent() {
      return HexFormat.of().formatHex(span.getParentSpanId().toByteArray());
    }

    /** The IDs of the spans that it is linked to. */
    public List<String> links() {
      return span.getLinksList().stream()
          .map(link -> HexFormat.of().formatHex(link.getSpanId().toByteArray()))
          .toList();
    }

    public String attribute(String key) {
      return text(span.getAttributesList(), key);
    }
  }

  public SpanCollector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  /** For {@code OTEL_EXPORTER_OTLP_ENDPOINT}. */
  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public List<Received> spans() {
    return List.copyOf(spans);
  }

  /** Those of this name, once there are so many. */
  public List<Received> named(String name, int count) {
    await("%d spans %s".formatted(count, name)).until(() -> named(name).size() >= count);
    return named(name);
  }

  private List<Received> named(String name) {
    return spans.stream().filter(span -> span.name().equals(name)).toList();
  }

  private void take(HttpExchange exchange) throws IOException {
    for (ResourceSpans resource :
        ExportTraceServiceRequest.parseFrom(exchange.getRequestBody()).getResourceSpansList()) {
      String service = text(resource.getResource().getAttributesList(), "service.name");
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        scope.getSpansList().forEach(span -> spans.add(new Received(service, span)));
      }
    }
    exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private static String text(List<KeyValue> attributes, String key) {
    return attributes.stream()
        .filter(one -> one.getKey().equals(key))
        .map(one -> one.getValue().getStringValue())
        .findFirst()
        .orElse("");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
