package io.smoothie.cli.show;

import io.smoothie.workflow.Cancelled;
import io.smoothie.workflow.FailureType;
import io.smoothie.workflow.OrderFailure;
import io.smoothie.workflow.OrderResult;
import io.smoothie.workflow.Text;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Folds the events that close a workflow into the order's ending. Not thread-safe. */
final class EndingFold {
  /** The failure types of executions that Temporal itself ends. */
  static final String TERMINATED = "Terminated";

  static final String TIMED_OUT = "WorkflowTimedOut";

  private final Payload payload;

  /** The order's memo about its cancel, which precedes the close as CANCELED; null until then. */
  private @Nullable Cancelled cancelled;

  EndingFold(Payload payload) {
    this.payload = payload;
  }

  /** The ending that {@code event} brings, or null when it does not end the order. */
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
      case EVENT_TYPE_WORKFLOW_PROPERTIES_MODIFIED -> {
        io.temporal.api.common.v1.Payload memo =
            event
                .getWorkflowPropertiesModifiedEventAttributes()
                .getUpsertedMemo()
                .getFieldsMap()
                .get(Cancelled.MEMO);
        if (memo != null) {
          Payloads words = Payloads.newBuilder().addPayloads(memo).build();
          cancelled = payload.read(words, Cancelled.class).orElse(null);
        }
        yield null;
      }
      case EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED -> canceled(at);
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

  private Ending canceled(Instant at) {
    Cancelled words = cancelled;
    return new Ending(
        OrderStatus.CANCELLED,
        at,
        FailureType.ORDER_CANCELLED,
        words == null
            ? "It was cancelled through Temporal."
            : Text.forOneLine(words.message(), 2000),
        words == null ? null : new OrderFailure(words.stage(), words.attempts()),
        null);
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
