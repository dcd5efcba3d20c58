package io.smoothie.cli.show;

import io.smoothie.workflow.RobotName;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether an order waits for a worker to take its next step, or to get it done. */
final class TaskWait {
  private TaskWait() {}

  /** The wait for the workflow task that is under way, or null. */
  static @Nullable Wait in(List<HistoryEvent> events, @Nullable RobotName robot, String taskQueue) {
    Instant scheduled = null;
    boolean taken = false;
    Instant failing = null; // The history records only the first of several failures in a row.
    String why = "";
    for (HistoryEvent event : events) {
      Instant at = Times.of(event.getEventTime());
      switch (event.getEventType()) {
        case EVENT_TYPE_WORKFLOW_TASK_SCHEDULED, EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT -> {
          scheduled = at;
          taken = false;
        }
        case EVENT_TYPE_WORKFLOW_TASK_STARTED -> taken = true;
        case EVENT_TYPE_WORKFLOW_TASK_COMPLETED -> {
          scheduled = null;
          failing = null;
        }
        case EVENT_TYPE_WORKFLOW_TASK_FAILED -> {
          failing = failing == null ? at : failing;
          why = Payload.message(event.getWorkflowTaskFailedEventAttributes().getFailure());
        }
        default -> {}
      }
    }
    if (failing != null) {
      return new Wait(Wait.Kind.STEP, failing, robot, null, why);
    }
    if (scheduled == null) {
      return null;
    }
    return taken
        ? new Wait(Wait.Kind.STEP, scheduled, robot, null, "")
        : new Wait(Wait.Kind.WORKER, scheduled, robot, null, taskQueue);
  }
}
