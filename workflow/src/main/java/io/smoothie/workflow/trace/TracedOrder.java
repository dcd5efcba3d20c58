package io.smoothie.workflow.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.smoothie.workflow.FailureType;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderResult;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * An order's own span, from its start to its ending, made at the ending, by the worker that decides
 * it: so it survives every worker before that one, and no replay makes it again. (A worker that
 * dies with the ending's workflow task unreported has made one, too.) What the order was told
 * meanwhile is gathered from its history.
 */
final class TracedOrder extends WorkflowInboundCallsInterceptorBase {
  /** More than any order needs, and a bound for what robots send. */
  private static final int MOST_ANSWERS = 20;

  private final List<HeardAnswer> answers = new ArrayList<>();
  private Optional<TraceParent> placed = Optional.empty();

  TracedOrder(WorkflowInboundCallsInterceptor next) {
    super(next);
  }

  @Override
  public void init(WorkflowOutboundCallsInterceptor outboundCalls) {
    super.init(new TracedStages(outboundCalls, () -> placed));
  }

  @Override
  public WorkflowOutput execute(WorkflowInput input) {
    placed = TraceHeader.read(input.getHeader());
    if (placed.isEmpty()) {
      return super.execute(input);
    }
    // The SDK clears it when the workflow's thread ends.
    MDC.put(SpanAttribute.LOG_TRACE, placed.get().traceId());
    try {
      WorkflowOutput output = super.execute(input);
      ended(placed.get(), output.getResult() instanceof OrderResult made ? made : null, null);
      return output;
    } catch (TemporalFailure e) {
      // All else is no ending: an eviction, or a defect, after which the task is tried again.
      ended(placed.get(), null, e);
      throw e;
    }
  }

  @Override
  public void handleSignal(SignalInput input) {
    if (answers.size() < MOST_ANSWERS) {
      HeardAnswer.of(input).ifPresent(answers::add);
    }
    super.handleSignal(input);
  }

  private void ended(
      TraceParent parent, @Nullable OrderResult made, @Nullable TemporalFailure failure) {
    Tracer tracer = Tracing.tracer();
    if (tracer == null || WorkflowUnsafe.isReplaying()) {
      return;
    }
    WorkflowInfo info = Workflow.getInfo();
    SpanBuilder order =
        tracer
            .spanBuilder("order")
            .setParent(Tracing.contextOf(parent))
            .setStartTimestamp(info.getRunStartedTimestampMillis(), TimeUnit.MILLISECONDS);
    for (HeardAnswer answer : answers) {
      answer.gateway().ifPresent(gateway -> order.addLink(Tracing.remote(gateway)));
    }
    Span span = order.startSpan();
    OrderId.ofTaskToken(info.getWorkflowId())
        .ifPresent(id -> span.setAttribute(SpanAttribute.ORDER, id.value()));
    for (HeardAnswer answer : answers) {
      span.addEvent(
          answer.signal(),
          Attributes.builder().put(SpanAttribute.ROBOT, answer.robot()).build(),
          answer.at(),
          TimeUnit.MILLISECONDS);
    }
    if (made != null) {
      span.setAttribute(SpanAttribute.ROBOT, made.robot().value())
          .setAttribute(SpanAttribute.ATTEMPT, made.attempt());
    }
    span.setAttribute(SpanAttribute.STATUS, failure == null ? "made" : "cancelled");
    String type = typeOfFailed(failure);
    if (type != null) {
      span.setStatus(StatusCode.ERROR)
          .setAttribute(SpanAttribute.STATUS, "failed")
          .setAttribute(SpanAttribute.ERROR, type);
    }
    span.end();
  }

  /** Null where the order was made or cancelled. */
  private static @Nullable String typeOfFailed(@Nullable TemporalFailure failure) {
    return failure instanceof ApplicationFailure known
            && !known.getType().equals(FailureType.ORDER_CANCELLED)
        ? known.getType()
        : null;
  }
}
