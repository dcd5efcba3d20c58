package io.smoothie.workflow.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The spans of this process: none until it is switched on, and then those of orders that were
 * placed with a trace. The program that places an order begins its trace; every other one continues
 * it. Thread-safe.
 */
public final class Tracing {
  /** One for the process, as Micrometer's global registry is; null while tracing is off. */
  private static volatile @Nullable Tracer tracer;

  private Tracing() {}

  /**
   * Has the spans made by {@code tracer} from now on. Connections and workers of before have none.
   */
  public static void on(Tracer tracer) {
    Tracing.tracer = tracer;
  }

  public static void off() {
    tracer = null;
  }

  public static boolean isOn() {
    return tracer != null;
  }

  /** Begins a trace, or continues the one that this thread is in. */
  public static OpenSpan begin(String name, SpanKind kind) {
    Tracer ours = tracer;
    return ours == null
        ? OpenSpan.NONE
        : new OpenSpan(ours.spanBuilder(name).setSpanKind(kind).startSpan());
  }

  /** Continues the trace of {@code parent}: without one there is no span. */
  public static OpenSpan resume(String name, SpanKind kind, Optional<TraceParent> parent) {
    Tracer ours = tracer;
    return ours == null || parent.isEmpty()
        ? OpenSpan.NONE
        : new OpenSpan(
            ours.spanBuilder(name)
                .setSpanKind(kind)
                .setParent(contextOf(parent.get()))
                .startSpan());
  }

  /** The span that this thread is in. */
  public static Optional<TraceParent> current() {
    return isOn() ? named(Span.current().getSpanContext()) : Optional.empty();
  }

  static @Nullable Tracer tracer() {
    return tracer;
  }

  static Context contextOf(TraceParent parent) {
    return Context.root().with(Span.wrap(remote(parent)));
  }

  static SpanContext remote(TraceParent parent) {
    return SpanContext.createFromRemoteParent(
        parent.traceId(),
        parent.spanId(),
        TraceFlags.fromHex(parent.flags(), 0),
        TraceState.getDefault());
  }

  static Optional<TraceParent> named(SpanContext span) {
    return span.isValid()
        ? Optional.of(
            new TraceParent(
                "00-%s-%s-%s"
                    .formatted(span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex())))
        : Optional.empty();
  }
}
