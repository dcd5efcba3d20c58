package io.smoothie.workflow.trace;

import io.temporal.common.interceptors.Header;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import java.util.Optional;
import java.util.function.Supplier;

/** An order's calls of its activities, which name the order's trace. */
final class TracedStages extends WorkflowOutboundCallsInterceptorBase {
  private final Supplier<Optional<TraceParent>> trace;

  TracedStages(WorkflowOutboundCallsInterceptor next, Supplier<Optional<TraceParent>> trace) {
    super(next);
    this.trace = trace;
  }

  @Override
  public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
    name(input.getHeader());
    return super.executeActivity(input);
  }

  @Override
  public <R> LocalActivityOutput<R> executeLocalActivity(LocalActivityInput<R> input) {
    name(input.getHeader());
    return super.executeLocalActivity(input);
  }

  private void name(Header header) {
    trace.get().ifPresent(parent -> TraceHeader.write(header, parent));
  }
}
