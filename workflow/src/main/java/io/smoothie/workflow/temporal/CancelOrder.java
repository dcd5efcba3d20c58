package io.smoothie.workflow.temporal;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.smoothie.workflow.FailureType;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderResult;
import io.smoothie.workflow.SmoothieOrderWorkflow;
import io.smoothie.workflow.SmoothieOrderWorkflow.CancelAnswer;
import io.smoothie.workflow.SmoothieOrderWorkflow.CancelRequest;
import io.smoothie.workflow.thread.Daemons;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.client.WorkflowUpdateTimeoutOrCancelledException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cancels one order: by our update, then by Temporal's own cancel. */
final class CancelOrder {
  private static final String REASON = "smoothie orders cancel";

  /**
   * The status codes of a Temporal server that has workflow updates switched off, or lacks them.
   */
  static final Set<Status.Code> UPDATES_REFUSED =
      Set.of(Status.Code.PERMISSION_DENIED, Status.Code.UNIMPLEMENTED);

  private static final Logger log = LoggerFactory.getLogger(CancelOrder.class);

  private final WorkflowClient client;
  private final OrderId order;
  private final Duration timeout;
  private final WorkflowStub stub;

  CancelOrder(WorkflowClient client, OrderId order, Duration timeout) {
    this.client = client;
    this.order = order;
    this.timeout = timeout;
    this.stub = client.newUntypedWorkflowStub(order.workflowId());
  }

  CancelAnswer byUpdate() {
    Optional<CancelAnswer> over = answerIfOver();
    if (over.isPresent()) {
      return over.get();
    }
    CompletableFuture<CancelAnswer> asked =
        CompletableFuture.supplyAsync(this::update, CancelOrder::onItsOwnThread);
    try {
      CancelAnswer answer = asked.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (answer == CancelAnswer.ACCEPTED) {
        cancelTheExecutionToo();
      }
      return answer;
    } catch (TimeoutException e) {
      throw new CancelUnconfirmedException(order, timeout, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelUnconfirmedException(order, timeout, e);
    } catch (ExecutionException e) {
      return answerAfter(e.getCause() == null ? e : e.getCause());
    }
  }

  CancelAnswer byTemporalAlone() {
    Optional<CancelAnswer> over = answerIfOver();
    if (over.isPresent()) {
      return over.get();
    }
    try {
      stub.cancel(REASON);
      return CancelAnswer.ACCEPTED;
    } catch (WorkflowNotFoundException e) {
      return answerIfOver().orElseThrow(() -> unavailable(e));
    } catch (WorkflowServiceException e) {
      throw unavailable(e);
    }
  }

  private CancelAnswer update() {
    return stub.startUpdate(
            UpdateOptions.newBuilder(CancelAnswer.class)
                .setUpdateName(SmoothieOrderWorkflow.CANCEL)
                .setUpdateId(SmoothieOrderWorkflow.CANCEL)
                .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                .build(),
            new CancelRequest())
        .getResult();
  }

  /**
   * A failure is only logged: the order may be over by now, and its workflow waits only two seconds
   * for this cancel.
   */
  private void cancelTheExecutionToo() throws InterruptedException {
    try {
      CompletableFuture.runAsync(() -> stub.cancel(REASON), CancelOrder::onItsOwnThread)
          .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      log.debug("The execution was not cancelled, too", e);
    }
  }

  /** The call blocks until Temporal answers: a few such calls would use up a shared pool. */
  private static void onItsOwnThread(Runnable question) {
    Daemons.thread("cancel-order", question).start();
  }

  private CancelAnswer answerAfter(Throwable failure) {
    // The order may end between our question and the update.
    if (failure instanceof WorkflowNotFoundException
        || (failure instanceof WorkflowUpdateException
            && failure.getCause() instanceof ApplicationFailure)) {
      Optional<CancelAnswer> over = answerIfOver();
      if (over.isPresent()) {
        return over.get();
      }
    }
    StatusRuntimeException status = GrpcStatus.of(failure);
    if (status != null && UPDATES_REFUSED.contains(status.getStatus().getCode())) {
      throw new UpdatesRefusedException(order, status);
    }
    if (failure instanceof WorkflowUpdateTimeoutOrCancelledException) {
      throw new CancelUnconfirmedException(order, timeout, failure);
    }
    if (failure instanceof RuntimeException) {
      throw unavailable(failure);
    }
    throw new IllegalStateException(failure);
  }

  /** The answer to a cancel of an order that is over; empty while the order runs. */
  private Optional<CancelAnswer> answerIfOver() {
    WorkflowExecutionStatus status =
        Orders.status(client, order)
            .orElseThrow(
                () -> new OrderNotFoundException(order, client.getOptions().getNamespace()));
    if (!Orders.isOver(status)) {
      return Optional.empty();
    }
    return Optional.of(
        status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED
                || (status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED
                    && hasFailedAsCancelled())
            ? CancelAnswer.ACCEPTED
            : CancelAnswer.TOO_LATE);
  }

  private boolean hasFailedAsCancelled() {
    try {
      stub.getResult(OrderResult.class);
      return false;
    } catch (WorkflowFailedException e) {
      return e.getCause() instanceof ApplicationFailure failure
          && failure.getType().equals(FailureType.ORDER_CANCELLED);
    } catch (WorkflowServiceException e) {
      throw TemporalUnavailableException.asked(client, "how order %s ended".formatted(order), e);
    }
  }

  private TemporalUnavailableException unavailable(Throwable cause) {
    return TemporalUnavailableException.asked(client, "to cancel order " + order, cause);
  }
}
