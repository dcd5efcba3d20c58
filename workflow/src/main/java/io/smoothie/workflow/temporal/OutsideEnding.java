package io.smoothie.workflow.temporal;

import io.smoothie.workflow.FailureType;
import io.smoothie.workflow.OrderEnding;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderOutcome;
import io.smoothie.workflow.Text;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.HistoryEventFilterType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.client.WorkflowClient;
import java.util.Optional;

/** How an order ended in which its workflow had no say: Temporal has ended the execution. */
public final class OutsideEnding {
  private OutsideEnding() {}

  /**
   * Empty when the order runs, has ended by itself, or is not known to Temporal.
   *
   * @throws TemporalUnavailableException when Temporal cannot be asked
   */
  static Optional<OrderEnding> of(WorkflowClient client, OrderId order) {
    return lastEvent(client, order)
        .flatMap(event -> type(event).flatMap(type -> ending(client, order, type, words(event))));
  }

  private static Optional<OrderEnding> ending(
      WorkflowClient client, OrderId order, String type, String words) {
    return Beginning.of(client, order)
        .filter(Beginning::isOrder)
        .flatMap(
            beginning ->
                beginning
                    .request()
                    .map(
                        request ->
                            new OrderEnding(
                                OrderOutcome.FAILED,
                                request,
                                beginning.placed(),
                                beginning.due(),
                                /* attempts= */ 0,
                                /* robot= */ null,
                                type,
                                /* stage= */ null,
                                words)));
  }

  /** The failure type that an execution has which this event closes; empty for any other event. */
  private static Optional<String> type(HistoryEvent event) {
    return switch (event.getEventType()) {
      case EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED -> Optional.of(FailureType.TERMINATED);
      case EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT -> Optional.of(FailureType.WORKFLOW_TIMED_OUT);
      default -> Optional.empty();
    };
  }

  /** Why Temporal has ended the execution that this event closes, as a sentence. */
  public static String words(HistoryEvent event) {
    if (!event.hasWorkflowExecutionTerminatedEventAttributes()) {
      return "The timeout that its workflow was started with has passed.";
    }
    String reason =
        Text.forOneLine(event.getWorkflowExecutionTerminatedEventAttributes().getReason(), 300);
    return "It was terminated through Temporal" + (reason.isEmpty() ? "." : ": " + reason);
  }

  private static Optional<HistoryEvent> lastEvent(WorkflowClient client, OrderId order) {
    return GrpcStatus.ofExecution(
            client,
            "how order %s ended".formatted(order),
            () ->
                client
                    .getWorkflowServiceStubs()
                    .blockingStub()
                    .getWorkflowExecutionHistory(
                        GetWorkflowExecutionHistoryRequest.newBuilder()
                            .setNamespace(client.getOptions().getNamespace())
                            .setExecution(
                                WorkflowExecution.newBuilder().setWorkflowId(order.workflowId()))
                            .setHistoryEventFilterType(
                                HistoryEventFilterType.HISTORY_EVENT_FILTER_TYPE_CLOSE_EVENT)
                            .build())
                    .getHistory()
                    .getEventsList())
        .filter(events -> !events.isEmpty())
        .map(events -> events.get(events.size() - 1));
  }
}
