package io.smoothie.workflow.temporal;

import com.google.protobuf.util.Timestamps;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.SmoothieOrderWorkflow;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DataConverterException;
import java.time.Instant;
import java.util.Optional;

/**
 * The first event of the history under an order's ID.
 *
 * @param isOrder whether it is an order's, and not that of a workflow of another type
 * @param request what the order was placed with; empty when another program placed it with an input
 *     that cannot be read as a request
 */
record Beginning(String runId, boolean isOrder, Instant placed, Optional<OrderRequest> request) {
  /** When the order is, or was, due: when it was placed, or later if it is scheduled. */
  Instant due() {
    return request.map(OrderRequest::due).filter(due -> due.isAfter(placed)).orElse(placed);
  }

  /**
   * Empty when Temporal has none.
   *
   * @throws TemporalUnavailableException when Temporal cannot be asked
   */
  static Optional<Beginning> of(WorkflowClient client, OrderId order) {
    // Not by the SDK's stream of events, which reads two pages of them ahead.
    return GrpcStatus.ofExecution(
            client,
            "to look at order " + order,
            () ->
                client
                    .getWorkflowServiceStubs()
                    .blockingStub()
                    .getWorkflowExecutionHistory(
                        GetWorkflowExecutionHistoryRequest.newBuilder()
                            .setNamespace(client.getOptions().getNamespace())
                            .setExecution(
                                WorkflowExecution.newBuilder().setWorkflowId(order.workflowId()))
                            .setMaximumPageSize(1)
                            .build())
                    .getHistory()
                    .getEvents(0))
        .map(first -> of(client, first));
  }

  private static Beginning of(WorkflowClient client, HistoryEvent first) {
    WorkflowExecutionStartedEventAttributes started =
        first.getWorkflowExecutionStartedEventAttributes();
    return new Beginning(
        started.getOriginalExecutionRunId(),
        started.getWorkflowType().getName().equals(SmoothieOrderWorkflow.TYPE),
        Instant.ofEpochMilli(Timestamps.toMillis(first.getEventTime())),
        request(client, started));
  }

  private static Optional<OrderRequest> request(
      WorkflowClient client, WorkflowExecutionStartedEventAttributes started) {
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
}
