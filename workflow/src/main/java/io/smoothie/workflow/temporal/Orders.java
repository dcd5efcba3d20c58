package io.smoothie.workflow.temporal;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.smoothie.workflow.Durations;
import io.smoothie.workflow.FailureType;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.OrderResult;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.SmoothieOrderWorkflow;
import io.smoothie.workflow.SmoothieOrderWorkflow.CancelAnswer;
import io.smoothie.workflow.SmoothieOrderWorkflow.CancelRequest;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotFailed;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotSucceeded;
import io.smoothie.workflow.SmoothieOrderWorkflow.WakeUp;
import io.smoothie.workflow.Text;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.api.errordetails.v1.NamespaceNotFoundFailure;
import io.temporal.api.errordetails.v1.WorkflowExecutionAlreadyStartedFailure;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.api.sdk.v1.UserMetadata;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionResponse;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.client.WorkflowUpdateTimeoutOrCancelledException;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.serviceclient.StatusUtils;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The orders that Temporal keeps: placing, signalling, asking, cancelling. Thread-safe. */
public final class Orders {
  private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(10);

  private static final String CANCEL_REASON = "smoothie orders cancel";

  /**
   * The status codes of a Temporal server that has workflow updates switched off, or lacks them.
   */
  private static final Set<Status.Code> UPDATES_REFUSED =
      Set.of(Status.Code.PERMISSION_DENIED, Status.Code.UNIMPLEMENTED);

  private static final Logger log = LoggerFactory.getLogger(Orders.class);

  private final WorkflowClient client;
  private final Duration cancelTimeout;

  public Orders(WorkflowClient client) {
    this(client, CANCEL_TIMEOUT);
  }

  Orders(WorkflowClient client, Duration cancelTimeout) {
    this.client = client;
    this.cancelTimeout = cancelTimeout;
  }

  /**
   * An order that Temporal has accepted.
   *
   * @param already whether it had been placed before, with the same contents
   */
  public record Placed(OrderId order, String runId, boolean already) {}

  /** What came of a signal. */
  public enum Delivery {
    DELIVERED,
    /** The order is over, or there never was one. */
    NO_SUCH_ORDER,
    /** Temporal will never take this signal: too large, or too many. */
    REFUSED
  }

  /** What Temporal knows of an order. */
  public enum State {
    RUNNING,
    CLOSED,
    NOT_FOUND
  }

  /**
   * Places an order; placing the same one again changes nothing.
   *
   * @throws OrderRefusedException when the order cannot be made as it is, or its ID belongs to
   *     another one
   * @throws TemporalUnavailableException when Temporal cannot be asked
   */
  public Placed place(OrderId order, OrderRequest request, String taskQueue) {
    Optional<String> problem = request.problem();
    if (problem.isPresent()) {
      throw new OrderRefusedException("Not an order: " + problem.get() + ".");
    }
    // Not through a stub: only the response itself says whether this call started the order.
    DataConverter converter = client.getOptions().getDataConverter();
    try {
      StartWorkflowExecutionResponse response =
          client
              .getWorkflowServiceStubs()
              .blockingStub()
              .startWorkflowExecution(
                  StartWorkflowExecutionRequest.newBuilder()
                      .setNamespace(namespace())
                      .setRequestId(UUID.randomUUID().toString())
                      .setIdentity(client.getOptions().getIdentity())
                      .setWorkflowId(order.workflowId())
                      .setWorkflowType(
                          WorkflowType.newBuilder().setName(SmoothieOrderWorkflow.TYPE))
                      .setTaskQueue(TaskQueue.newBuilder().setName(taskQueue))
                      .setInput(converter.toPayloads(request).orElseThrow())
                      .setUserMetadata(
                          UserMetadata.newBuilder()
                              .setSummary(
                                  converter
                                      .toPayload(Text.forMarkdown(request.smoothie()))
                                      .orElseThrow())
                              .setDetails(
                                  converter.toPayload(details(order, request)).orElseThrow()))
                      .setWorkflowIdReusePolicy(
                          WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
                      .setWorkflowIdConflictPolicy(
                          WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                      .build());
      if (response.getStarted()) {
        return new Placed(order, response.getRunId(), false);
      }
      return placedBefore(order, request, response.getRunId());
    } catch (StatusRuntimeException e) {
      WorkflowExecutionAlreadyStartedFailure closed =
          StatusUtils.getFailure(e, WorkflowExecutionAlreadyStartedFailure.class);
      if (closed != null) {
        return placedBefore(order, request, closed.getRunId());
      }
      throw unavailable("place order " + order, e);
    }
  }

  /** Passes a robot's success on. Throws Temporal's exception when the call should be repeated. */
  public Delivery succeeded(OrderId order, RobotName robot) {
    return signal(order, "robotSucceeded", new RobotSucceeded(robot));
  }

  /** Passes a robot's failure on. Throws Temporal's exception when the call should be repeated. */
  public Delivery failed(OrderId order, RobotName robot, String reason) {
    return signal(order, "robotFailed", new RobotFailed(robot, reason));
  }

  /** Wakes a waiting order. Throws Temporal's exception when the call should be repeated. */
  public Delivery wakeUp(OrderId order, int claim) {
    return signal(order, "wakeUp", new WakeUp(claim));
  }

  /**
   * Whether the order runs.
   *
   * @throws TemporalUnavailableException when Temporal cannot be asked
   */
  public State state(OrderId order) {
    return status(order)
        .map(status -> isOver(status) ? State.CLOSED : State.RUNNING)
        .orElse(State.NOT_FOUND);
  }

  private static boolean isOver(WorkflowExecutionStatus status) {
    return switch (status) {
      case WORKFLOW_EXECUTION_STATUS_COMPLETED,
          WORKFLOW_EXECUTION_STATUS_FAILED,
          WORKFLOW_EXECUTION_STATUS_CANCELED,
          WORKFLOW_EXECUTION_STATUS_TERMINATED,
          WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW,
          WORKFLOW_EXECUTION_STATUS_TIMED_OUT ->
          true;
      // It runs, is paused, or has a status that only a newer server knows: it keeps what it has.
      default -> false;
    };
  }

  /** Empty when Temporal has no such execution. */
  private Optional<WorkflowExecutionStatus> status(OrderId order) {
    try {
      return Optional.of(
          client
              .getWorkflowServiceStubs()
              .blockingStub()
              .describeWorkflowExecution(
                  DescribeWorkflowExecutionRequest.newBuilder()
                      .setNamespace(namespace())
                      .setExecution(
                          WorkflowExecution.newBuilder().setWorkflowId(order.workflowId()))
                      .build())
              .getWorkflowExecutionInfo()
              .getStatus());
    } catch (StatusRuntimeException e) {
      if (isWorkflowNotFound(e)) {
        return Optional.empty();
      }
      throw unavailable("ask about order " + order, e);
    }
  }

  /**
   * Asks for a cancel; asking again is the same request, and has the same answer. Once it is
   * accepted Temporal is asked for its own cancel, too, so that the execution closes as CANCELED
   * and not as failed; nothing else depends on that.
   *
   * @return {@code ACCEPTED} also when the order has ended as cancelled, {@code TOO_LATE} when it
   *     is over for another reason
   * @throws OrderNotFoundException when there is no such order
   * @throws CancelUnconfirmedException when no worker answers within 10 seconds
   * @throws UpdatesRefusedException when this Temporal takes no workflow updates: {@link
   *     #cancelByTemporalAlone} is left
   * @throws TemporalUnavailableException when Temporal cannot be asked
   */
  public CancelAnswer cancel(OrderId order) {
    Optional<CancelAnswer> over = answerIfOver(order);
    if (over.isPresent()) {
      return over.get();
    }
    WorkflowStub stub = client.newUntypedWorkflowStub(order.workflowId());
    CompletableFuture<CancelAnswer> asked =
        CompletableFuture.supplyAsync(
            () ->
                stub.startUpdate(
                        UpdateOptions.newBuilder(CancelAnswer.class)
                            .setUpdateName(SmoothieOrderWorkflow.CANCEL)
                            .setUpdateId(SmoothieOrderWorkflow.CANCEL)
                            .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                            .build(),
                        new CancelRequest())
                    .getResult(),
            Orders::onItsOwnThread);
    try {
      CancelAnswer answer = asked.get(cancelTimeout.toMillis(), TimeUnit.MILLISECONDS);
      if (answer == CancelAnswer.ACCEPTED) {
        cancelTheExecutionToo(stub);
      }
      return answer;
    } catch (TimeoutException e) {
      throw new CancelUnconfirmedException(order, cancelTimeout, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelUnconfirmedException(order, cancelTimeout, e);
    } catch (ExecutionException e) {
      return cancelFailed(order, e.getCause() == null ? e : e.getCause());
    }
  }

  /**
   * Asks only for Temporal's own cancel, which every Temporal server takes. The result does not
   * tell whether the order's ending was decided already: the execution closes as CANCELED in any
   * case.
   *
   * @return {@code ACCEPTED} once it is on record; as for {@link #cancel} when the order is over
   * @throws OrderNotFoundException when there is no such order
   * @throws TemporalUnavailableException when Temporal cannot be asked, or refuses this, too
   */
  public CancelAnswer cancelByTemporalAlone(OrderId order) {
    Optional<CancelAnswer> over = answerIfOver(order);
    if (over.isPresent()) {
      return over.get();
    }
    try {
      client.newUntypedWorkflowStub(order.workflowId()).cancel(CANCEL_REASON);
      return CancelAnswer.ACCEPTED;
    } catch (WorkflowNotFoundException e) {
      return answerIfOver(order).orElseThrow(() -> unavailable("cancel order " + order, e));
    } catch (WorkflowServiceException e) {
      throw unavailable("cancel order " + order, e);
    }
  }

  /**
   * A failure is only logged: the order may be over by now, and its workflow waits only two seconds
   * for this cancel.
   */
  private void cancelTheExecutionToo(WorkflowStub stub) throws InterruptedException {
    try {
      CompletableFuture.runAsync(() -> stub.cancel(CANCEL_REASON), Orders::onItsOwnThread)
          .get(cancelTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      log.debug("The execution was not cancelled, too", e);
    }
  }

  /** The answer to a cancel of an order that is over; empty while the order runs. */
  private Optional<CancelAnswer> answerIfOver(OrderId order) {
    WorkflowExecutionStatus status =
        status(order).orElseThrow(() -> new OrderNotFoundException(order, namespace()));
    if (!isOver(status)) {
      return Optional.empty();
    }
    return switch (status) {
      case WORKFLOW_EXECUTION_STATUS_CANCELED -> Optional.of(CancelAnswer.ACCEPTED);
      case WORKFLOW_EXECUTION_STATUS_FAILED ->
          Optional.of(hasFailedAsCancelled(order) ? CancelAnswer.ACCEPTED : CancelAnswer.TOO_LATE);
      default -> Optional.of(CancelAnswer.TOO_LATE);
    };
  }

  private boolean hasFailedAsCancelled(OrderId order) {
    try {
      client.newUntypedWorkflowStub(order.workflowId()).getResult(OrderResult.class);
      return false;
    } catch (WorkflowFailedException e) {
      return e.getCause() instanceof ApplicationFailure failure
          && failure.getType().equals(FailureType.ORDER_CANCELLED);
    } catch (WorkflowServiceException e) {
      throw unavailable("ask how order %s ended".formatted(order), e);
    }
  }

  /** The call blocks until Temporal answers: a few such calls would use up a shared pool. */
  private static void onItsOwnThread(Runnable question) {
    Thread thread = new Thread(question, "cancel-order");
    thread.setDaemon(true);
    thread.start();
  }

  private CancelAnswer cancelFailed(OrderId order, Throwable cause) {
    // The order may end between our question and the update.
    if (cause instanceof WorkflowNotFoundException
        || (cause instanceof WorkflowUpdateException
            && cause.getCause() instanceof ApplicationFailure)) {
      Optional<CancelAnswer> over = answerIfOver(order);
      if (over.isPresent()) {
        return over.get();
      }
    }
    StatusRuntimeException status = statusOf(cause);
    if (status != null && UPDATES_REFUSED.contains(status.getStatus().getCode())) {
      throw new UpdatesRefusedException(order, status);
    }
    if (cause instanceof WorkflowUpdateTimeoutOrCancelledException) {
      throw new CancelUnconfirmedException(order, cancelTimeout, cause);
    }
    if (cause instanceof RuntimeException e) {
      throw unavailable("cancel order " + order, e);
    }
    throw new IllegalStateException(cause);
  }

  private Delivery signal(OrderId order, String name, Object argument) {
    try {
      client.newUntypedWorkflowStub(order.workflowId()).signal(name, argument);
      return Delivery.DELIVERED;
    } catch (WorkflowNotFoundException e) {
      if (isMissingNamespace(e)) {
        throw e;
      }
      return Delivery.NO_SUCH_ORDER;
    } catch (WorkflowServiceException e) {
      if (e.getCause() instanceof StatusRuntimeException status
          && status.getStatus().getCode() == Status.Code.INVALID_ARGUMENT) {
        return Delivery.REFUSED;
      }
      throw e;
    }
  }

  private Placed placedBefore(OrderId order, OrderRequest request, String runId) {
    WorkflowExecutionStartedEventAttributes started = started(order, runId);
    if (!started.getWorkflowType().getName().equals(SmoothieOrderWorkflow.TYPE)) {
      throw new OrderRefusedException(
          "The ID %s belongs to a workflow of another type: choose another ID.".formatted(order));
    }
    Optional<OrderRequest> other = contents(started);
    if (!other.equals(Optional.of(request))) {
      throw new OrderRefusedException(
          ("Order %s was placed before, with other contents (%s): choose another ID, or see"
                  + " `smoothie orders show %s`.")
              .formatted(order, other.map(Orders::inWords).orElse("none that can be read"), order));
    }
    return new Placed(order, runId, true);
  }

  /**
   * The request that an order was placed with; empty when another program placed it with an input
   * that cannot be read as a request.
   */
  private Optional<OrderRequest> contents(WorkflowExecutionStartedEventAttributes started) {
    try {
      return Optional.ofNullable(
          client
              .getOptions()
              .getDataConverter()
              .fromPayloads(
                  0, Optional.of(started.getInput()), OrderRequest.class, OrderRequest.class));
    } catch (DataConverterException e) {
      return Optional.empty();
    }
  }

  private WorkflowExecutionStartedEventAttributes started(OrderId order, String runId) {
    try {
      return client
          .getWorkflowServiceStubs()
          .blockingStub()
          .getWorkflowExecutionHistory(
              GetWorkflowExecutionHistoryRequest.newBuilder()
                  .setNamespace(namespace())
                  .setExecution(
                      WorkflowExecution.newBuilder()
                          .setWorkflowId(order.workflowId())
                          .setRunId(runId))
                  .setMaximumPageSize(1)
                  .build())
          .getHistory()
          .getEvents(0)
          .getWorkflowExecutionStartedEventAttributes();
    } catch (StatusRuntimeException e) {
      throw unavailable("look at order " + order, e);
    }
  }

  private static String details(OrderId order, OrderRequest request) {
    return Text.forMarkdown("Order %s: %s".formatted(order.value(), inWords(request)));
  }

  private static String inWords(OrderRequest request) {
    return "%s; start-to-close %s, limit %s, queue timeout %s, priority %d, attempts %d"
        .formatted(
            Text.forOneLine(request.smoothie(), OrderRequest.MAX_SMOOTHIE_CODE_POINTS),
            Durations.format(request.startToClose()),
            Durations.format(request.limit()),
            Durations.format(request.queueTimeout()),
            request.priority(),
            request.attempts());
  }

  private String namespace() {
    return client.getOptions().getNamespace();
  }

  private TemporalUnavailableException unavailable(String what, RuntimeException cause) {
    Throwable reason = cause.getCause() == null ? cause : cause.getCause();
    return new TemporalUnavailableException(
        "Temporal at %s (namespace %s) could not be asked to %s: %s."
            .formatted(
                client.getWorkflowServiceStubs().getOptions().getTarget(),
                namespace(),
                what,
                Text.forOneLine(String.valueOf(reason.getMessage()), 200)),
        cause);
  }

  /**
   * Whether the namespace is missing: only its detail tells this NOT_FOUND from that of an order.
   */
  private static boolean isMissingNamespace(Throwable e) {
    StatusRuntimeException status = statusOf(e);
    return status != null && StatusUtils.hasFailure(status, NamespaceNotFoundFailure.class);
  }

  private static boolean isWorkflowNotFound(StatusRuntimeException e) {
    return e.getStatus().getCode() == Status.Code.NOT_FOUND && !isMissingNamespace(e);
  }

  private static @Nullable StatusRuntimeException statusOf(@Nullable Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof StatusRuntimeException status) {
        return status;
      }
    }
    return null;
  }
}
