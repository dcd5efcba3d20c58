package io.smoothie.workflow.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** A span under way, or none where nothing is traced; {@code close} ends it. Thread-safe. */
public final class OpenSpan implements AutoCloseable {
  static final OpenSpan NONE = new OpenSpan(null);

  private final @Nullable Span span;

  OpenSpan(@Nullable Span span) {
    this.span = span;
  }

  /** Its name for others; empty where there is no span. */
  public Optional<TraceParent> traceParent() {
    return span == null ? Optional.empty() : Tracing.named(span.getSpanContext());
  }

  public OpenSpan about(OrderId order) {
    return with(SpanAttribute.ORDER, order.value());
  }

  public OpenSpan about(RobotName robot) {
    return with(SpanAttribute.ROBOT, robot.value());
  }

  /** Never a payload, nor a secret. */
  public OpenSpan with(String attribute, String value) {
    if (span != null) {
      span.setAttribute(attribute, value);
    }
    return this;
  }

  OpenSpan with(String attribute, long value) {
    if (span != null) {
      span.setAttribute(attribute, value);
    }
    return this;
  }

  /** Marks it as failed, by the kind of failure: a message may say what is not for a collector. */
  public void failed(String type) {
    if (span != null) {
      span.setStatus(StatusCode.ERROR).setAttribute(SpanAttribute.ERROR, type);
    }
  }

  /**
   * Does {@code work} inside it: what the thread begins, and logs, is of this span. Not inside
   * another one: the log would be of none afterwards.
   */
  @SuppressWarnings("try") // They only have to be open.
  public <T> T inside(Supplier<T> work) {
    if (span == null) {
      return work.get();
    }
    SpanContext named = span.getSpanContext();
    try (Scope scope = span.makeCurrent();
        MDC.MDCCloseable trace = MDC.putCloseable(SpanAttribute.LOG_TRACE, named.getTraceId());
        MDC.MDCCloseable own = MDC.putCloseable(SpanAttribute.LOG_SPAN, named.getSpanId())) {
      return work.get();
    }
  }

  @Override
  public void close() {
    if (span != null) {
      span.end();
    }
  }
}
