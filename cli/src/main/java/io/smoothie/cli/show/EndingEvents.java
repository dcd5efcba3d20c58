package io.smoothie.cli.show;

import io.smoothie.workflow.Cancelled;
import io.smoothie.workflow.FailureType;
import io.smoothie.workflow.OrderFailure;
import io.smoothie.workflow.OrderResult;
import io.smoothie.workflow.Text;
import io.smoothie.workflow.temporal.OutsideEnding;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.converter.DataConverter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the order's ending from the events of its history that close a workflow. */
final class EndingEvents {
  private final DataConverter converter;

  EndingEvents(DataConverter converter) {
    this.converter = converter;
  }

  /** The ending, or null while the order is not over. */
  @Nullable Ending in(List<HistoryEvent> events) {
    Ending ending = null;
    Cancelled words = null; // The order's memo about its cancel precedes the close as CANCELED.
    for (HistoryEvent event : events) {
      if (event.hasWorkflowPropertiesModifiedEventAttributes()) {
        Cancelled memo = cancelled(event);
        words = memo == null ? words : memo;
      } else {
        Ending here = ending(event, words);
        ending = here == null ? ending : here;
      }
    }
    return ending;
  }

  private @Nullable Ending ending(HistoryEvent event, @Nullable Cancelled words) {
    Instant at = Times.of(event.getEventTime());
    return switch (event.getEventType()) {
      case EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED ->
          new Ending(
              OrderStatus.MADE,
              at,
              null,
              null,
              null,
              payload(event.getWorkflowExecutionCompletedEventAttributes().getResult())
                  .as(OrderResult.class)
                  .orElse(null));
      case EVENT_TYPE_WORKFLOW_EXECUTION_FAILED ->
          failed(event.getWorkflowExecutionFailedEventAttributes().getFailure(), at);
      case EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED -> canceled(words, at);
      case EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED ->
          byTemporal(FailureType.TERMINATED, OutsideEnding.words(event), at);
      case EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT ->
          byTemporal(FailureType.WORKFLOW_TIMED_OUT, OutsideEnding.words(event), at);
      case EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW ->
          byTemporal("ContinuedAsNew", "Its workflow goes on as another run.", at);
      default -> null;
    };
  }

  private @Nullable Cancelled cancelled(HistoryEvent event) {
    var memo =
        event
            .getWorkflowPropertiesModifiedEventAttributes()
            .getUpsertedMemo()
            .getFieldsMap()
            .get(Cancelled.MEMO);
    return memo == null
        ? null
        : payload(Payloads.newBuilder().addPayloads(memo).build()).as(Cancelled.class).orElse(null);
  }

  private static Ending canceled(@Nullable Cancelled words, Instant at) {
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
        payload(failure.getApplicationFailureInfo().getDetails())
            .as(OrderFailure.class)
            .orElse(null),
        null);
  }

  private static Ending byTemporal(String type, String message, Instant at) {
    return new Ending(OrderStatus.FAILED, at, type, message, null, null);
  }

  private Payload payload(Payloads encoded) {
    return new Payload(encoded, converter);
  }
}
