package io.smoothie.cli.orders;

import com.google.protobuf.ByteString;
import io.smoothie.cli.show.Times;
import io.smoothie.workflow.SmoothieOrderWorkflow;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one query of Temporal's list, page by page. Temporal lists executions that run first, those
 * that started last in front, and then those that are over, those that closed last in front.
 */
final class ListCursor {
  private final TemporalConnection temporal;
  private final String query;
  private final int pageSize;
  private ByteString next = ByteString.EMPTY;
  private boolean begun;
  private @Nullable WorkflowExecutionInfo last;

  /** Whether executions came in the sequence that is expected; another one is read to its end. */
  private boolean inSequence = true;

  ListCursor(TemporalConnection temporal, String query, int pageSize) {
    this.temporal = temporal;
    this.query = query;
    this.pageSize = pageSize;
  }

  boolean isDone() {
    return begun && next.isEmpty();
  }

  /** Whether its next execution may still be one that runs. */
  boolean endsRunning() {
    return !isDone() && last != null && OrderSearch.runs(last);
  }

  /**
   * No execution that it has not read yet has started later, as long as its next one is of the same
   * kind as its last one. An execution that is over has started before it closed.
   */
  Instant bound() {
    if (isDone()) {
      return Instant.MIN;
    }
    WorkflowExecutionInfo read = last;
    if (read == null || !inSequence) {
      return Instant.MAX;
    }
    return OrderSearch.runs(read) ? OrderSearch.started(read) : Times.of(read.getCloseTime());
  }

  /** The next page; throws gRPC's exception when it cannot be had. */
  List<WorkflowExecutionInfo> read() {
    ListWorkflowExecutionsResponse page =
        temporal
            .client()
            .getWorkflowServiceStubs()
            .blockingStub()
            .listWorkflowExecutions(
                ListWorkflowExecutionsRequest.newBuilder()
                    .setNamespace(temporal.namespace())
                    .setPageSize(pageSize)
                    .setQuery(query)
                    .setNextPageToken(next)
                    .build());
    begun = true;
    next = page.getNextPageToken();
    List<WorkflowExecutionInfo> read = page.getExecutionsList();
    for (WorkflowExecutionInfo info : read) {
      inSequence &= last == null || mayFollow(last, info);
      last = info;
    }
    return read.stream()
        .filter(info -> info.getType().getName().equals(SmoothieOrderWorkflow.TYPE))
        .toList();
  }

  private static boolean mayFollow(WorkflowExecutionInfo before, WorkflowExecutionInfo after) {
    if (OrderSearch.runs(before)) {
      return !OrderSearch.runs(after)
          || !OrderSearch.started(after).isAfter(OrderSearch.started(before));
    }
    return !OrderSearch.runs(after)
        && !Times.of(after.getCloseTime()).isAfter(Times.of(before.getCloseTime()));
  }
}
