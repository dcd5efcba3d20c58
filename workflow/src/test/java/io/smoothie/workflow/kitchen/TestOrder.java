package io.smoothie.workflow.kitchen;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smoothie.workflow.Cancelled;
import io.smoothie.workflow.OrderFailure;
import io.smoothie.workflow.OrderResult;
import io.smoothie.workflow.SmoothieOrderWorkflow;
import io.smoothie.workflow.SmoothieOrderWorkflow.CancelAnswer;
import io.smoothie.workflow.SmoothieOrderWorkflow.CancelRequest;
import io.smoothie.workflow.SmoothieOrderWorkflow.HeartbeatTimeout;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotFailed;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotSucceeded;
import io.smoothie.workflow.SmoothieOrderWorkflow.WakeUp;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.common.SearchAttributes;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One order of a test, and what can be done to it from outside. */
public final class TestOrder {
  private final Kitchen kitchen;
  private final String workflowId;
  private @Nullable WorkflowStub stub;
  private Duration taskTimeout = Duration.ofSeconds(10);
  private @Nullable Duration startDelay;
  private SearchAttributes attributes = SearchAttributes.EMPTY;

  TestOrder(Kitchen kitchen, String workflowId) {
    this.kitchen = kitchen;
    this.workflowId = workflowId;
  }

  /** With Temporal's start delay. */
  public TestOrder withStartDelay(Duration delay) {
    startDelay = delay;
    return this;
  }

  /** With workflow tasks that are given up after {@code timeout}. */
  public TestOrder withTaskTimeout(Duration timeout) {
    taskTimeout = timeout;
    return this;
  }

  public TestOrder withSearchAttributes(SearchAttributes placedWith) {
    attributes = placedWith;
    return this;
  }

  public void start(@Nullable Object... input) {
    newStub().start(input);
  }

  /** Placed and answered in one, so that the answer comes before the workflow's first task. */
  public void startWithSuccess(String robot, Object input) {
    newStub()
        .signalWithStart(
            "robotSucceeded",
            new Object[] {RobotSucceeded.by(Kitchen.robot(robot))},
            new Object[] {input});
  }

  /** Another client has placed it. */
  public void placedElsewhere() {
    stub = kitchen.client().newUntypedWorkflowStub(workflowId);
  }

  private WorkflowStub newStub() {
    WorkflowStub created =
        kitchen
            .client()
            .newUntypedWorkflowStub(
                SmoothieOrderWorkflow.TYPE,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(workflowId)
                    .setTaskQueue(Kitchen.TASK_QUEUE)
                    .setWorkflowTaskTimeout(taskTimeout)
                    .setTypedSearchAttributes(attributes)
                    .setStartDelay(startDelay)
                    .build());
    stub = created;
    return created;
  }

  public boolean isPlaced() {
    return stub != null;
  }

  public String workflowId() {
    return workflowId;
  }

  private WorkflowStub stub() {
    return requireNonNull(stub, "the order is not placed");
  }

  public void succeeded(String robot) {
    stub().signal("robotSucceeded", RobotSucceeded.by(Kitchen.robot(robot)));
  }

  public void failed(String robot, String reason) {
    stub().signal("robotFailed", RobotFailed.of(Kitchen.robot(robot), reason));
  }

  /** The robot says that it stopped, since the order is cancelled. */
  public void stopped(String robot) {
    stub().signal("robotFailed", new RobotFailed(Kitchen.robot(robot), "", null, null, true));
  }

  /** The reaper says that the robot is not heard. */
  public void heartbeatTimeout(String robot) {
    stub().signal("heartbeatTimeout", new HeartbeatTimeout(Kitchen.robot(robot)));
  }

  public void wakeUp(int claim) {
    stub().signal("wakeUp", new WakeUp(claim));
  }

  /** Any signal, well-formed or not. */
  public void signal(String name, @Nullable Object... arguments) {
    stub().signal(name, arguments);
  }

  /** Our own cancel. */
  public CancelAnswer cancel() {
    return cancelling().join();
  }

  /** Our own cancel, while there may be no worker to answer it. */
  public CompletableFuture<CancelAnswer> cancelling() {
    return stub()
        .startUpdate(
            UpdateOptions.newBuilder(CancelAnswer.class)
                .setUpdateName(SmoothieOrderWorkflow.CANCEL)
                .setWaitForStage(WorkflowUpdateStage.ACCEPTED)
                .build(),
            new CancelRequest())
        .getResultAsync();
  }

  /** Any update, well-formed or not. */
  public CancelAnswer cancelWith(@Nullable Object... arguments) {
    return requireNonNull(
        stub().update(SmoothieOrderWorkflow.CANCEL, CancelAnswer.class, arguments));
  }

  /** Temporal's own cancel. */
  public void requestCancel() {
    stub().cancel();
  }

  public void terminate() {
    stub().terminate("by a test");
  }

  /** Waits, skipping time, until the order is made. */
  public OrderResult made() {
    return requireNonNull(stub().getResult(OrderResult.class));
  }

  /** Waits, skipping time, until the order has failed. */
  public ApplicationFailure failure() {
    return assertInstanceOf(ApplicationFailure.class, ending().getCause());
  }

  /** Waits, skipping time, until the order has ended without being made. */
  public WorkflowFailedException ending() {
    return assertThrows(WorkflowFailedException.class, () -> stub().getResult(OrderResult.class));
  }

  /** What a failure of ours carries. */
  public static OrderFailure details(ApplicationFailure failure) {
    return requireNonNull(failure.getDetails().get(OrderFailure.class));
  }

  /** What a cancelled order left in its memo. */
  public Cancelled cancelled() {
    return requireNonNull(
        (Cancelled) stub().describe().getMemo(Cancelled.MEMO, Cancelled.class), "no such memo");
  }

  public WorkflowExecutionStatus status() {
    return stub().describe().getStatus();
  }

  public boolean isClosed() {
    return status() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  public boolean isTerminated() {
    return status() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED;
  }

  public WorkflowExecutionHistory history() {
    return kitchen.client().fetchHistory(workflowId);
  }

  public int events() {
    return history().getEvents().size();
  }

  public long count(EventType type) {
    return history().getEvents().stream()
        .map(HistoryEvent::getEventType)
        .filter(type::equals)
        .count();
  }

  /** Waits, not skipping time, until history has {@code times} events of {@code type}. */
  public void awaitEvents(EventType type, int times) {
    await().until(() -> count(type) >= times);
  }

  /** Waits, not skipping time, until a robot works on the order or the order waits for one. */
  public TestOrder awaitTimer() {
    awaitEvents(EventType.EVENT_TYPE_TIMER_STARTED, 1);
    return this;
  }

  /** Waits, not skipping time, until it has asked for {@code call}. */
  public void awaitCall(String call) {
    await().until(() -> calls().contains(call));
  }

  /** Waits, not skipping time, until the order has closed. */
  public void awaitClosed() {
    await().until(this::isClosed);
  }

  /** What the Web UI shows of the order's present state. */
  public String currentDetails() {
    WorkflowMetadata metadata =
        requireNonNull(stub().query("__temporal_workflow_metadata", WorkflowMetadata.class));
    return metadata.getCurrentDetails();
  }

  /** What the order has asked of the world, in order. */
  public List<String> calls() {
    return kitchen.table().calls(workflowId);
  }

  /**
   * Runs the workflow again over its history; throws when it decides otherwise. A history that ends
   * from outside cannot be replayed.
   */
  public void replay() {
    if (isTerminated()) {
      return;
    }
    try {
      kitchen.replay(history());
    } catch (Exception e) {
      throw new AssertionError(this + " does not replay", e);
    }
  }

  /** Prints the history, for a test that failed. */
  void print() {
    StringBuilder text = new StringBuilder("History of " + this + ":\n");
    for (HistoryEvent event : history().getEvents()) {
      text.append("  %d %s%n".formatted(event.getEventId(), event.getEventType()));
    }
    org.slf4j.LoggerFactory.getLogger(TestOrder.class).info("{}calls {}", text, calls());
  }

  @Override
  public String toString() {
    return workflowId;
  }
}
