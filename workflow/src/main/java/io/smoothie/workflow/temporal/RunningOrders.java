package io.smoothie.workflow.temporal;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.SmoothieOrderWorkflow;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.client.WorkflowClient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The orders that run, as Temporal lists them, a page at a time and over and over. Lists lag behind
 * by some seconds. Not thread-safe.
 */
public final class RunningOrders {
  private final WorkflowClient client;
  private final int pageSize;
  private ByteString next = ByteString.EMPTY;

  /**
   * @param pageSize how many orders a page has at most; the in-memory server has but one page
   */
  public RunningOrders(WorkflowClient client, int pageSize) {
    this.client = client;
    this.pageSize = pageSize;
  }

  /**
   * The next page; after the last page, the first one again.
   *
   * @param dueBefore only orders that were due before: placed, or scheduled for then
   * @throws TemporalUnavailableException when Temporal cannot be asked; the next call then begins
   *     at the first page
   */
  public List<OrderId> nextPage(Instant dueBefore) {
    ByteString token = next;
    next = ByteString.EMPTY;
    try {
      return page(token, dueBefore);
    } catch (StatusRuntimeException e) {
      throw TemporalUnavailableException.asked(client, "which orders run", e);
    }
  }

  /**
   * When an order is, or was, due; empty when Temporal does not have it. The list does not tell it
   * of an order that was placed without Temporal's start delay, nor does the in-memory server's.
   *
   * @throws TemporalUnavailableException when Temporal cannot be asked
   */
  public Optional<Instant> due(OrderId order) {
    return Beginning.of(client, order).map(Beginning::due);
  }

  private List<OrderId> page(ByteString token, Instant dueBefore) {
    try {
      ListWorkflowExecutionsResponse page =
          client
              .getWorkflowServiceStubs()
              .blockingStub()
              .listWorkflowExecutions(
                  ListWorkflowExecutionsRequest.newBuilder()
                      .setNamespace(client.getOptions().getNamespace())
                      .setPageSize(pageSize)
                      .setQuery(
                          "WorkflowType = '%s' AND ExecutionStatus = 'Running' AND ExecutionTime < '%s'"
                              .formatted(SmoothieOrderWorkflow.TYPE, dueBefore))
                      .setNextPageToken(token)
                      .build());
      next = page.getNextPageToken();
      return orders(page.getExecutionsList(), dueBefore);
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        return orders(new InMemoryList(client).open(), dueBefore);
      }
      throw e;
    }
  }

  private static List<OrderId> orders(List<WorkflowExecutionInfo> listed, Instant dueBefore) {
    return listed.stream()
        .filter(info -> info.getType().getName().equals(SmoothieOrderWorkflow.TYPE))
        .filter(info -> Timestamps.toMillis(info.getStartTime()) < dueBefore.toEpochMilli())
        .map(info -> OrderId.ofTaskToken(info.getExecution().getWorkflowId()))
        .flatMap(Optional::stream)
        .toList();
  }
}
