package io.smoothie.workflow.trace;

import io.temporal.common.interceptors.WorkflowClientCallsInterceptor;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptorBase;

/** A client whose orders and signals name the span that they come from. */
final class TracedClient extends WorkflowClientCallsInterceptorBase {
  TracedClient(WorkflowClientCallsInterceptor next) {
    super(next);
  }

  @Override
  public WorkflowStartOutput start(WorkflowStartInput input) {
    Tracing.current().ifPresent(trace -> TraceHeader.write(input.getHeader(), trace));
    return super.start(input);
  }

  @Override
  public WorkflowSignalOutput signal(WorkflowSignalInput input) {
    Tracing.current().ifPresent(trace -> TraceHeader.write(input.getHeader(), trace));
    return super.signal(input);
  }
}
