package io.smoothie.cli.bench;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The least that any durable order costs the engine: begin, wait for a signal, finish. */
@WorkflowInterface
public interface BareWorkflow {
  @WorkflowMethod
  void run();

  @SignalMethod
  void finish();
}
