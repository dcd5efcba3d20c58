package io.smoothie.cli.realtier;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderResult;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TerminatedFailure;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * How Temporal says an order ended.
 *
 * @param how {@code made}, {@code CANCELED}, {@code TERMINATED}, or the type of its failure
 * @param robot the robot that made it, else null
 */
record OrderEnd(String how, @Nullable String robot, String message) {

  static OrderEnd await(WorkflowClient client, OrderId order, Duration most) {
    try {
      OrderResult result =
          client
              .newUntypedWorkflowStub(order.workflowId())
              .getResult(most.toMillis(), TimeUnit.MILLISECONDS, OrderResult.class);
      return new OrderEnd("made", result.robot().value(), "");
    } catch (WorkflowFailedException e) {
      Throwable cause = e.getCause();
      if (cause instanceof ApplicationFailure failure) {
        return new OrderEnd(failure.getType(), null, failure.getOriginalMessage());
      }
      if (cause instanceof CanceledFailure) {
        return new OrderEnd("CANCELED", null, "");
      }
      if (cause instanceof TerminatedFailure) {
        return new OrderEnd("TERMINATED", null, "");
      }
      throw e;
    } catch (TimeoutException e) {
      throw new AssertionError("order %s has not ended within %s".formatted(order, most), e);
    }
  }
}
