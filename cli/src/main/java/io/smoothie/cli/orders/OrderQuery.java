package io.smoothie.cli.orders;

import io.smoothie.cli.show.OrderStatus;
import io.smoothie.workflow.FailureType;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderSearchAttributes;
import io.smoothie.workflow.SmoothieOrderWorkflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A filter in the words of Temporal's list. What Temporal does not know of an order that runs, its
 * robot and whether it waits, is left open.
 *
 * @param attributes whether the namespace knows our search attributes; without them more is left
 *     open
 * @param held the order that the filter's robot holds now, or null; {@link #robotUnknown}
 * @param robotUnknown whether it cannot be said which order the filter's robot holds
 */
record OrderQuery(
    OrderFilter filter, boolean attributes, @Nullable OrderId held, boolean robotUnknown) {
  private static final String RUNS = "ExecutionStatus = 'Running'";

  /** Orders that run, and those that are over. */
  String all() {
    return query(filter.mayRun(), filter.mayBeOver());
  }

  /** Those that run. */
  String running() {
    return query(true, false);
  }

  /** Those that are over. */
  String over() {
    return query(false, true);
  }

  private String query(boolean running, boolean over) {
    List<String> conditions = new ArrayList<>();
    conditions.add("WorkflowType = '%s'".formatted(SmoothieOrderWorkflow.TYPE));
    conditions.add(status(running, over));
    conditions.add(between(filter.since(), filter.until()));
    if (attributes && filter.robot() != null) {
      conditions.add(robot(filter.robot().value(), running));
    }
    if (attributes && filter.smoothie() != null) {
      conditions.add(is(OrderSearchAttributes.SMOOTHIE.getName(), filter.smoothie()));
    }
    if (filter.failure() != null) {
      conditions.add(failure(filter.failure()));
    }
    conditions.removeIf(String::isEmpty);
    return String.join(" AND ", conditions);
  }

  static String between(@Nullable Instant from, @Nullable Instant until) {
    List<String> conditions = new ArrayList<>();
    if (from != null) {
      conditions.add("StartTime >= '%s'".formatted(from));
    }
    if (until != null) {
      conditions.add("StartTime < '%s'".formatted(until));
    }
    return String.join(" AND ", conditions);
  }

  /** Empty when it does not matter. */
  private String status(boolean running, boolean over) {
    List<String> either = new ArrayList<>();
    if (running) {
      either.add(RUNS);
    }
    boolean allOver = true;
    for (OrderStatus status : OrderStatus.values()) {
      if (status.isOver() && over) {
        if (filter.possible().contains(status)) {
          either.add(over(status));
        } else {
          allOver = false;
        }
      }
    }
    if (over && allOver) {
      return running ? "" : "ExecutionStatus != 'Running'";
    }
    return "(" + String.join(" OR ", either) + ")";
  }

  /** Our cancel update alone ends an order as Failed, Temporal's own cancel as Canceled. */
  private String over(OrderStatus status) {
    return switch (status) {
      case MADE -> "ExecutionStatus = 'Completed'";
      case FAILED ->
          "ExecutionStatus IN ('Terminated', 'TimedOut', 'ContinuedAsNew') OR "
              + failedExecution("!=");
      case CANCELLED -> "ExecutionStatus = 'Canceled' OR " + failedExecution("=");
      case SCHEDULED, WAITING, WORKING -> RUNS;
    };
  }

  private String failedExecution(String operator) {
    String failed = "ExecutionStatus = 'Failed'";
    String attribute = OrderSearchAttributes.STATUS.getName();
    return attributes
        ? "(%1$s AND (%2$s %3$s '%4$s' OR %2$s IS NULL))"
            .formatted(failed, attribute, operator, OrderSearchAttributes.CANCELLED)
        : failed;
  }

  private String robot(String name, boolean running) {
    String had = is(OrderSearchAttributes.ROBOT.getName(), name);
    if (!running || (held == null && !robotUnknown)) {
      return had;
    }
    return "(%s OR %s)".formatted(had, held == null ? RUNS : is("WorkflowId", held.workflowId()));
  }

  /** Empty where Temporal does not know it. */
  private String failure(String type) {
    return switch (type) {
      case FailureType.TERMINATED -> "ExecutionStatus = 'Terminated'";
      case FailureType.WORKFLOW_TIMED_OUT -> "ExecutionStatus = 'TimedOut'";
      case FailureType.ORDER_CANCELLED -> "";
      default -> attributes ? is(OrderSearchAttributes.FAILURE_TYPE.getName(), type) : "";
    };
  }

  private static String is(String attribute, String value) {
    return "%s = '%s'".formatted(attribute, value.replace("\\", "\\\\").replace("'", "\\'"));
  }
}
