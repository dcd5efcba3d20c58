package io.smoothie.workflow;

import io.temporal.common.converter.DataConverterException;
import io.temporal.worker.WorkflowImplementationOptions;

/** How a worker has to register {@link SmoothieOrder}. */
public final class SmoothieOrderOptions {
  private SmoothieOrderOptions() {}

  /**
   * An input that is no JSON at all, with which any client can start a workflow, fails the order
   * instead of having its workflow task retried for ever.
   */
  public static WorkflowImplementationOptions get() {
    return WorkflowImplementationOptions.newBuilder()
        .setFailWorkflowExceptionTypes(DataConverterException.class)
        .build();
  }
}
