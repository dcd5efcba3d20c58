package io.smoothie.workflow.temporal;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.SmoothieOrderWorkflow;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionExecutionStartWorkflow;
import io.temporal.client.schedules.ScheduleActionResult;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleDescription;
import io.temporal.client.schedules.ScheduleInfo;
import io.temporal.common.converter.DataConverterException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Orders that Temporal places again and again.
 *
 * @param name its ID in Temporal
 * @param request what is ordered each time; null when another program has made the schedule with an
 *     input that cannot be read as a request
 * @param when in words
 * @param next when the next orders are placed, were it not paused; may be empty
 * @param last the order that was placed last, as far as Temporal remembers; or null
 * @param placed how many orders it has placed
 * @param skipped how many it has not placed because the last one was not over
 */
public record OrderSchedule(
    String name,
    @Nullable OrderRequest request,
    String when,
    Overlap overlap,
    boolean paused,
    List<Instant> next,
    @Nullable OrderId last,
    long placed,
    long skipped) {
  public OrderSchedule {
    next = List.copyOf(next);
  }

  static OrderSchedule of(ScheduleDescription described) {
    Schedule schedule = described.getSchedule();
    ScheduleInfo info = described.getInfo();
    return new OrderSchedule(
        described.getId(),
        action(described).flatMap(OrderSchedule::request).orElse(null),
        Recurrence.inWords(schedule.getSpec()),
        Overlap.of(schedule.getPolicy()),
        schedule.getState() != null && schedule.getState().isPaused(),
        info.getNextActionTimes(),
        info.getRecentActions().stream()
            .map(ScheduleActionResult::getAction)
            .filter(ScheduleActionExecutionStartWorkflow.class::isInstance)
            .map(ScheduleActionExecutionStartWorkflow.class::cast)
            .flatMap(placed -> OrderId.ofTaskToken(placed.getWorkflowId()).stream())
            .reduce((one, later) -> later)
            .orElse(null),
        info.getNumActions(),
        info.getNumActionsSkippedOverlap());
  }

  /** What the schedule starts, if that is orders. */
  static Optional<ScheduleActionStartWorkflow> action(ScheduleDescription described) {
    return described.getSchedule().getAction() instanceof ScheduleActionStartWorkflow starts
            && starts.getWorkflowType().equals(SmoothieOrderWorkflow.TYPE)
        ? Optional.of(starts)
        : Optional.empty();
  }

  private static Optional<OrderRequest> request(ScheduleActionStartWorkflow action) {
    try {
      return Optional.ofNullable(action.getArguments().get(0, OrderRequest.class));
    } catch (DataConverterException e) {
      return Optional.empty(); // Made by another program.
    }
  }
}
