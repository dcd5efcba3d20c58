package io.smoothie.cli.orders;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.smoothie.cli.show.TemporalAway;
import io.smoothie.cli.show.Times;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.SmoothieOrderWorkflow;
import io.smoothie.workflow.temporal.InMemoryList;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds the newest orders in Temporal's list; as a rule with one call. Temporal lists in a sequence
 * of its own, see {@link ListCursor}: a page is enough once nothing behind it can be newer.
 */
final class OrderSearch {
  /** The most that a server gives at a time. */
  private static final int MOST = 1000;

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
   * that are refused because their workflow ID is not that of an order, and some that the filter
   * does not take.
   *
   * @param whereabouts tells which order the filter's robot has
   * @param most how many are wanted, at least
   */
  void newest(
      OrderFilter filter,
      Whereabouts whereabouts,
      int most,
      Predicate<WorkflowExecutionInfo> enough) {
    if (!filter.mayRun() && !filter.mayBeOver()) {
      return;
    }
    try {
      asking(
          filter,
          whereabouts,
          query -> {
            search(query, pageSize(most), enough);
            return true;
          });
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.UNIMPLEMENTED) {
        throw TemporalAway.because(temporal, e);
      }
      boolean unused = allInMemory().sorted(NEWEST_FIRST).anyMatch(enough);
    }
  }

  /** Some more than are wanted: the newest ones among them need not stand in front. */
  private static int pageSize(int most) {
    return Math.min(MOST, 4 * most + 100);
  }

  /**
   * How many orders Temporal has; empty where it cannot count them.
   *
   * @param runningOnly whether only those are counted that run
   */
  OptionalLong count(OrderFilter filter, Whereabouts whereabouts, boolean runningOnly) {
    try {
      return OptionalLong.of(
          asking(
              filter,
              whereabouts,
              query ->
                  temporal
                      .client()
                      .getWorkflowServiceStubs()
                      .blockingStub()
                      .countWorkflowExecutions(
                          CountWorkflowExecutionsRequest.newBuilder()
                              .setNamespace(temporal.namespace())
                              .setQuery(runningOnly ? query.running() : query.all())
                              .build())
                      .getCount()));
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.UNIMPLEMENTED) {
        throw TemporalAway.because(temporal, e);
      }
      return filter.equals(OrderFilter.NONE)
          ? OptionalLong.of(allInMemory().filter(info -> !runningOnly || runs(info)).count())
          : OptionalLong.empty();
    }
  }

  /** Asks without our search attributes where the namespace does not know them. */
  private <T> T asking(OrderFilter filter, Whereabouts whereabouts, Function<OrderQuery, T> ask) {
    OrderId held = filter.robot() == null ? null : whereabouts.heldBy(filter.robot());
    boolean robotUnknown = whereabouts.equals(Whereabouts.UNKNOWN);
    try {
      return ask.apply(new OrderQuery(filter, true, held, robotUnknown));
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.INVALID_ARGUMENT) {
        throw e;
      }
      return ask.apply(new OrderQuery(filter, false, held, robotUnknown));
    }
  }

  private void search(OrderQuery query, int pageSize, Predicate<WorkflowExecutionInfo> enough) {
    List<ListCursor> cursors = new ArrayList<>();
    cursors.add(new ListCursor(temporal, query.all(), pageSize));
    List<WorkflowExecutionInfo> read = new ArrayList<>();
    Set<String> runIds = new HashSet<>();
    while (true) {
      ListCursor behind =
          cursors.stream().max(Comparator.comparing(ListCursor::bound)).orElseThrow();
      if (behind.isDone() && read.isEmpty()) {
        return;
      }
      if (!behind.isDone()) {
        behind.read().stream()
            .filter(info -> runIds.add(info.getExecution().getRunId()))
            .forEach(read::add);
      }
      if (cursors.size() == 1 && behind.endsRunning() && query.filter().mayBeOver()) {
        // Those that are over stand behind all that run, and may be newer.
        cursors.add(new ListCursor(temporal, query.over(), pageSize));
        continue;
      }
      read.sort(NEWEST_FIRST);
      while (!read.isEmpty()
          && cursors.stream().noneMatch(cursor -> cursor.bound().isAfter(started(read.get(0))))) {
        if (enough.test(read.remove(0))) {
          return;
        }
      }
    }
  }

  /** The orders whose ID begins so, a few at most, in no order. */
  List<OrderId> beginningWith(String prefix, int most) {
    String workflowId = OrderId.PREFIX + prefix;
    Stream<WorkflowExecutionInfo> found;
    try {
      found =
          new ListCursor(
                  temporal,
                  "WorkflowType = '%s' AND WorkflowId STARTS_WITH '%s'"
                      .formatted(SmoothieOrderWorkflow.TYPE, workflowId),
                  most)
              .read().stream();
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.UNIMPLEMENTED) {
        throw TemporalAway.because(temporal, e);
      }
      found =
          allInMemory().filter(info -> info.getExecution().getWorkflowId().startsWith(workflowId));
    }
    return found
        .map(info -> OrderId.ofTaskToken(info.getExecution().getWorkflowId()))
        .flatMap(Optional::stream)
        .distinct()
        .limit(most)
        .toList();
  }

  private Stream<WorkflowExecutionInfo> allInMemory() {
    InMemoryList list = new InMemoryList(temporal.client());
    try {
      return Stream.concat(list.open().stream(), list.closed().stream())
          .filter(info -> info.getType().getName().equals(SmoothieOrderWorkflow.TYPE));
    } catch (StatusRuntimeException e) {
      throw TemporalAway.because(temporal, e);
    }
  }

  static Instant started(WorkflowExecutionInfo info) {
    return Times.of(info.getStartTime());
  }

  /** Whether Temporal says that it runs. */
  static boolean runs(WorkflowExecutionInfo info) {
    return info.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }
}
