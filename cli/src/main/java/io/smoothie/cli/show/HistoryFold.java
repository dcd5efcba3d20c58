package io.smoothie.cli.show;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.SmoothieOrderWorkflow;
import io.smoothie.workflow.SmoothieOrderWorkflow.CancelAnswer;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotFailed;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotSucceeded;
import io.smoothie.workflow.Stage;
import io.smoothie.workflow.Text;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowExecutionSignaledEventAttributes;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.common.converter.DataConverter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Folds the history of an order's workflow into an {@link OrderStory}, event by event. Needs no
 * worker, and reads any history: an event that it does not know or cannot decode changes nothing,
 * or is shown as such. Not thread-safe.
 */
public final class HistoryFold {
  private final OrderId order;
  private final Payload payload;
  private final StepFold steps;
  private final EndingFold endings;
  private final List<String> remarks = new ArrayList<>();

  private long seen;
  private boolean ours;
  private String runId = "";
  private String taskQueue = "";
  private Instant started = Instant.EPOCH;
  private OrderRequest request = unreadable("its history has not begun");
  private @Nullable PathFold path;
  private @Nullable Instant cancelAccepted;
  private @Nullable Ending ending;

  /** When the workflow task that is under way was scheduled, and whether a worker has it. */
  private @Nullable Instant task;

  private boolean taken;

  /**
   * Since when, and why, every try of that workflow task fails; the history records only the first
   * failure.
   */
  private @Nullable Instant failing;

  private String failingBecause = "";

  public HistoryFold(OrderId order, DataConverter converter) {
    this.order = order;
    payload = new Payload(converter);
    steps = new StepFold(payload);
    endings = new EndingFold(payload);
  }

  /** Takes one event; those seen before are passed over. */
  public void accept(HistoryEvent event) {
    if (event.getEventId() <= seen) {
      return;
    }
    seen = event.getEventId();
    Instant at = Times.of(event.getEventTime());
    if (event.hasWorkflowExecutionStartedEventAttributes()) {
      start(event.getWorkflowExecutionStartedEventAttributes(), at);
      return;
    }
    PathFold known = path;
    if (known == null) {
      return; // Every history begins with the event that was handled above.
    }
    switch (event.getEventType()) {
      case EVENT_TYPE_WORKFLOW_TASK_SCHEDULED -> {
        task = at;
        taken = false;
      }
      case EVENT_TYPE_WORKFLOW_TASK_STARTED -> taken = true;
      case EVENT_TYPE_WORKFLOW_TASK_COMPLETED -> {
        task = null;
        failing = null;
      }
      case EVENT_TYPE_WORKFLOW_TASK_FAILED -> {
        task = at;
        taken = false;
        failing = failing == null ? at : failing;
        failingBecause = Payload.message(event.getWorkflowTaskFailedEventAttributes().getFailure());
        remark("A workflow task failed and is tried again: " + failingBecause);
      }
      case EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT -> {
        task = at;
        taken = false;
      }
      case EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED ->
          signal(event.getWorkflowExecutionSignaledEventAttributes(), at, known);
      case EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED -> cancelled(at);
      case EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED -> {
        CancelAnswer answer =
            payload
                .read(
                    event
                        .getWorkflowExecutionUpdateCompletedEventAttributes()
                        .getOutcome()
                        .getSuccess(),
                    CancelAnswer.class)
                .orElse(null);
        if (answer == CancelAnswer.ACCEPTED) {
          cancelled(at);
        }
      }
      default -> {
        steps.accept(event, at, known);
        Ending end = endings.read(event, at);
        if (end != null) {
          end(end, known);
        }
      }
    }
  }

  /** Whether this is the history of an order at all. */
  public boolean isOrder() {
    return ours;
  }

  /** What the events so far tell. */
  public OrderStory story() {
    PathFold known = path == null ? new PathFold(started) : path;
    return new OrderStory(
        order,
        runId,
        request,
        taskQueue,
        started,
        known.holds(),
        known.visits(),
        known.answers(),
        cancelAccepted,
        ending == null ? waits(known) : null,
        ending,
        remarks);
  }

  private @Nullable Wait waits(PathFold known) {
    Instant trouble = failing;
    if (trouble != null) {
      return new Wait(Wait.Kind.STEP, trouble, known.holds(), null, failingBecause);
    }
    Instant since = task;
    if (since != null) {
      return taken
          ? new Wait(Wait.Kind.STEP, since, known.holds(), null, "")
          : new Wait(Wait.Kind.WORKER, since, known.holds(), null, taskQueue);
    }
    Wait activity = steps.pending(known.holds());
    return activity != null ? activity : known.waits();
  }

  private void start(WorkflowExecutionStartedEventAttributes attributes, Instant at) {
    started = at;
    ours = attributes.getWorkflowType().getName().equals(SmoothieOrderWorkflow.TYPE);
    runId = attributes.getOriginalExecutionRunId();
    taskQueue = Text.forOneLine(attributes.getTaskQueue().getName(), 200);
    request =
        payload
            .read(attributes.getInput(), OrderRequest.class)
            .orElseGet(() -> unreadable("the input is missing, or cannot be read"));
    path = new PathFold(at);
  }

  private void signal(WorkflowExecutionSignaledEventAttributes signal, Instant at, PathFold known) {
    switch (signal.getSignalName()) {
      case "robotSucceeded" ->
          known.answered(
              payload
                  .read(signal.getInput(), RobotSucceeded.class)
                  .map(success -> new Answer(at, success.robot(), null, null))
                  .orElseGet(() -> new Answer(at, null, null, null)));
      case "robotFailed" ->
          known.answered(
              payload
                  .read(signal.getInput(), RobotFailed.class)
                  .map(failed -> new Answer(at, failed.robot(), reason(failed), null))
                  .orElseGet(() -> new Answer(at, null, "", null)));
      case "wakeUp" -> known.woken();
      default ->
          remark(
              "A signal came that orders do not know: "
                  + Text.forOneLine(signal.getSignalName(), 100));
    }
  }

  private static String reason(RobotFailed failed) {
    return Text.forOneLine(Objects.requireNonNullElse(failed.reason(), ""), 256);
  }

  private void cancelled(Instant at) {
    if (cancelAccepted == null) {
      cancelAccepted = at;
    }
  }

  private void end(Ending end, PathFold known) {
    ending = end;
    boolean made = end.status() == OrderStatus.MADE;
    known.ended(
        made ? Stage.STATE_MACHINE_FINISH : Stage.STATE_MACHINE_FAILED,
        made ? "" : Objects.requireNonNullElse(end.type(), end.status().word()),
        end.at());
  }

  private void remark(String sentence) {
    if (!remarks.contains(sentence) && remarks.size() < 20) {
      remarks.add(sentence);
    }
  }

  private static OrderRequest unreadable(String why) {
    OrderRequest none = OrderRequest.of("");
    return new OrderRequest(
        "",
        none.startToClose(),
        none.limit(),
        none.queueTimeout(),
        none.priority(),
        none.attempts(),
        why);
  }
}
