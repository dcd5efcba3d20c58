package io.smoothie.workflow.temporal;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderOutcome;
import io.temporal.api.common.v1.Memo;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import java.util.Optional;

/** What Temporal has of one order. */
public final class FindOrder {
  /** The memo's field that names the order for which this one was placed again. */
  static final String REDRIVE_OF = "smoothie_redrive_of";

  private FindOrder() {}

  /**
   * Empty when Temporal has no such order.
   *
   * @throws TemporalUnavailableException when Temporal cannot be asked
   */
  static Optional<KnownOrder> find(WorkflowClient client, OrderId order) {
    return describe(client, order)
        .flatMap(
            info ->
                Beginning.of(client, order)
                    .filter(Beginning::isOrder)
                    .map(
                        beginning ->
                            new KnownOrder(
                                order,
                                beginning.placed(),
                                outcome(info.getStatus()),
                                beginning.request(),
                                redriveOf(
                                    info.getMemo(), client.getOptions().getDataConverter()))));
  }

  /**
   * Empty when Temporal has no such execution. One try, not the stub's {@code describe()}, which is
   * repeated for as long as the connection's other calls: it could outlive the server that was
   * asked, and a new one in its place knows none of the orders, which would all seem to be over.
   */
  static Optional<WorkflowExecutionInfo> describe(WorkflowClient client, OrderId order) {
    return GrpcStatus.ofExecution(
        client,
        "about order " + order,
        () ->
            client
                .getWorkflowServiceStubs()
                .blockingStub()
                .describeWorkflowExecution(
                    DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setExecution(
                            WorkflowExecution.newBuilder().setWorkflowId(order.workflowId()))
                        .build())
                .getWorkflowExecutionInfo());
  }

  /** Our cancel update alone ends an order as FAILED: it was not made, either way. */
  private static Optional<OrderOutcome> outcome(WorkflowExecutionStatus status) {
    if (!Orders.isOver(status)) {
      return Optional.empty();
    }
    return Optional.of(
        switch (status) {
          case WORKFLOW_EXECUTION_STATUS_COMPLETED -> OrderOutcome.MADE;
          case WORKFLOW_EXECUTION_STATUS_CANCELED -> OrderOutcome.CANCELLED;
          default -> OrderOutcome.FAILED;
        });
  }

  /**
   * For which order an execution with this memo was placed again; empty for any other, and where
   * another program has written it.
   */
  public static Optional<OrderId> redriveOf(Memo memo, DataConverter converter) {
    Payload payload = memo.getFieldsMap().get(REDRIVE_OF);
    if (payload == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new OrderId(converter.fromPayload(payload, String.class, String.class)));
    } catch (DataConverterException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
