package io.smoothie.workflow.trace;

import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptor;
import io.temporal.common.interceptors.WorkflowClientInterceptor;
import io.temporal.common.interceptors.WorkflowClientInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;

/** What carries traces with Temporal's calls: nothing at all while tracing is off. */
public final class TracedCalls {
  private TracedCalls() {}

  /** For a client's options. */
  public static WorkflowClientInterceptor[] ofClient() {
    return Tracing.isOn()
        ? new WorkflowClientInterceptor[] {new OfClient()}
        : new WorkflowClientInterceptor[0];
  }

  /** For a worker factory's options. */
  public static WorkerInterceptor[] ofWorker() {
    return Tracing.isOn() ? new WorkerInterceptor[] {new OfWorker()} : new WorkerInterceptor[0];
  }

  private static final class OfClient extends WorkflowClientInterceptorBase {
    @Override
    public WorkflowClientCallsInterceptor workflowClientCallsInterceptor(
        WorkflowClientCallsInterceptor next) {
      return new TracedClient(next);
    }
  }

  private static final class OfWorker extends WorkerInterceptorBase {
    @Override
    public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
      return new TracedOrder(next);
    }

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
      return new TracedActivity(next);
    }
  }
}
