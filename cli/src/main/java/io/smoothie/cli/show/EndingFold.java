package io.smoothie.cli.show;

import io.smoothie.workflow.FailureType;
import io.smoothie.workflow.OrderFailure;
import io.smoothie.workflow.OrderResult;
import io.smoothie.workflow.Text;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads how a workflow closed as how the order ended. */
final class EndingFold {
  /** The types of what Temporal itself ends. */
  static final String TERMINATED = "Terminated";

  static final String TIMED_OUT = "WorkflowTimedOut";

  private final Payload payload;

  EndingFold(Payload payload) {
    this.payload = payload;
  }

  /** The ending in {@code event}, or null when it is none. */
  @Nullable Ending read(HistoryEvent event, Instant at) {
    return switch (event.getEventType()) {
      case EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED ->
          new Ending(
              OrderStatus.MADE,
              at,
              null,
              null,
              null,
              payload
                  .read(
                      event.getWorkflowExecutionCompletedEventAttributes().getResult(),
                      OrderResult.class)
                  .orElse(null));
      case EVENT_TYPE_WORKFLOW_EXECUTION_FAILED ->
          failed(event.getWorkflowExecutionFailedEventAttributes().getFailure(), at);
      case EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED ->
          new Ending(
              OrderStatus.CANCELLED,
              at,
              FailureType.ORDER_CANCELLED,
              "It was cancelled through Temporal.",
              null,
              null);
      case EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED -> {
        String reason =
            Text.forOneLine(event.getWorkflowExecutionTerminatedEventAttributes().getReason(), 300);
        yield byTemporal(
            TERMINATED,
            "It was terminated through Temporal" + (reason.isEmpty() ? "." : ": " + reason),
            at);
      }
      case EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT ->
          byTemporal(TIMED_OUT, "The timeout that its workflow was started with has passed.", at);
      case EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW ->
          byTemporal("ContinuedAsNew", "Its workflow goes on as another run.", at);
      default -> null;
    };
  }

  private Ending failed(Failure failure, Instant at) {
    String type = Text.forOneLine(failure.getApplicationFailureInfo().getType(), 100);
    return new Ending(
        type.equals(FailureType.ORDER_CANCELLED) ? OrderStatus.CANCELLED : OrderStatus.FAILED,
        at,
        type.isEmpty() ? "Failure" : type,
        Text.forOneLine(failure.getMessage(), 2000),
        payload
            .read(failure.getApplicationFailureInfo().getDetails(), OrderFailure.class)
            .orElse(null),
        null);
  }

  private static Ending byTemporal(String type, String message, Instant at) {
    return new Ending(OrderStatus.FAILED, at, type, message, null, null);
  }
}
