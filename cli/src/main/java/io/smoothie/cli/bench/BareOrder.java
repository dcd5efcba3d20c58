package io.smoothie.cli.bench;

import io.temporal.workflow.Workflow;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.util.function.Consumer;

/**
 * {@link BareWorkflow}, signalled once its first workflow task runs: two tasks, as an order has.
 */
final class BareOrder implements BareWorkflow {
  private final Consumer<String> begun;
  private boolean finished;

  /**
   * @param begun given the workflow's ID when it begins, to signal it from another thread
   */
  BareOrder(Consumer<String> begun) {
    this.begun = begun;
  }

  @Override
  public void run() {
    if (!WorkflowUnsafe.isReplaying()) {
      begun.accept(Workflow.getInfo().getWorkflowId());
    }
    Workflow.await(() -> finished);
  }

  @Override
  public void finish() {
    finished = true;
  }
}
