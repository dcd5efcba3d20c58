package io.smoothie.cli.orders;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.smoothie.cli.show.OrderStatus;
import io.smoothie.cli.show.TemporalAway;
import io.smoothie.cli.show.Times;
import io.smoothie.workflow.SmoothieOrderWorkflow;
import io.smoothie.workflow.temporal.InMemoryList;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.client.WorkflowExecutionMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the newest orders. A Temporal server lists executions in a sequence of its own (by close
 * time, or none), so we search ever longer spans of time and sort each span.
 */
final class OrderSearch {
  private static final List<Duration> SPANS =
      List.of(
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Duration.ofHours(1),
          Duration.ofHours(12),
          Duration.ofDays(3),
          Duration.ofDays(30));

  private static final Comparator<WorkflowExecutionInfo> NEWEST_FIRST =
      Comparator.comparing(OrderSearch::started)
          .reversed()
          .thenComparing(info -> info.getExecution().getWorkflowId());

  private final TemporalConnection temporal;

  OrderSearch(TemporalConnection temporal) {
    this.temporal = temporal;
  }

  /**
   * Hands orders to {@code enough}, newest first, until it returns true. Among them are executions
   * that are refused because their workflow ID is not that of an order.
   *
   * @param status only orders that may have this status, or null for all
   */
  void newest(@Nullable OrderStatus status, Predicate<WorkflowExecutionInfo> enough) {
    Instant until = null;
    Instant now = Instant.now();
    try {
      for (int i = 0; i <= SPANS.size(); i++) {
        Instant from = i < SPANS.size() ? now.minus(SPANS.get(i)) : null;
        for (WorkflowExecutionInfo info : sorted(listed(query(status, from, until)))) {
          if (enough.test(info)) {
            return;
          }
        }
        until = from;
      }
    } catch (CancellationException e) {
      // What the SDK makes of a call that something between us and the server has cut off.
      throw TemporalAway.because(temporal, e);
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.UNIMPLEMENTED) {
        throw TemporalAway.because(temporal, e);
      }
      for (WorkflowExecutionInfo info : sorted(allInMemory())) {
        if (enough.test(info)) {
          return;
        }
      }
    }
  }

  static Instant started(WorkflowExecutionInfo info) {
    return Times.of(info.getStartTime());
  }

  static String query(
      @Nullable OrderStatus status, @Nullable Instant from, @Nullable Instant until) {
    StringBuilder query =
        new StringBuilder("WorkflowType = '").append(SmoothieOrderWorkflow.TYPE).append('\'');
    if (status != null) {
      query.append(" AND ExecutionStatus IN (").append(executionStatus(status)).append(')');
    }
    if (from != null) {
      query.append(" AND StartTime >= '").append(from).append('\'');
    }
    if (until != null) {
      query.append(" AND StartTime < '").append(until).append('\'');
    }
    return query.toString();
  }

  private static String executionStatus(OrderStatus status) {
    return switch (status) {
      case SCHEDULED, WAITING, WORKING -> "'Running'";
      case MADE -> "'Completed'";
      case FAILED -> "'Failed', 'Terminated', 'TimedOut', 'ContinuedAsNew'";
      // Our cancel update alone ends an order as Failed, Temporal's own cancel as Canceled.
      case CANCELLED -> "'Canceled', 'Failed'";
    };
  }

  private List<WorkflowExecutionInfo> listed(String query) {
    return temporal
        .client()
        .listExecutions(query)
        .map(WorkflowExecutionMetadata::getWorkflowExecutionInfo)
        .toList();
  }

  private List<WorkflowExecutionInfo> allInMemory() {
    InMemoryList list = new InMemoryList(temporal.client());
    try {
      return Stream.concat(list.open().stream(), list.closed().stream()).toList();
    } catch (StatusRuntimeException e) {
      throw TemporalAway.because(temporal, e);
    }
  }

  private static List<WorkflowExecutionInfo> sorted(List<WorkflowExecutionInfo> infos) {
    return infos.stream()
        .filter(info -> info.getType().getName().equals(SmoothieOrderWorkflow.TYPE))
        .sorted(NEWEST_FIRST)
        .toList();
  }

  /** Whether Temporal says that it runs. */
  static boolean runs(WorkflowExecutionInfo info) {
    return info.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }
}
