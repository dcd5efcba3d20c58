package io.smoothie.cli.show;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.SmoothieOrderWorkflow;
import io.smoothie.workflow.SmoothieOrderWorkflow.CancelAnswer;
import io.smoothie.workflow.Text;
import io.smoothie.workflow.temporal.FindOrder;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.common.converter.DataConverter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The events so far of an order's workflow, and the {@link OrderStory} that they tell. Needs no
 * worker, and reads any history: an event that it does not know or cannot decode changes nothing,
 * or is shown as such.
 */
public record History(OrderId order, List<HistoryEvent> events, DataConverter converter) {
  private static final int MOST_REMARKS = 20;

  public History {
    events = List.copyOf(events);
  }

  /**
   * This history and the events of {@code batch} that are not in it; itself when there are none.
   */
  public History with(List<HistoryEvent> batch) {
    long seen = events.isEmpty() ? 0 : events.get(events.size() - 1).getEventId();
    List<HistoryEvent> more = batch.stream().filter(event -> event.getEventId() > seen).toList();
    return more.isEmpty()
        ? this
        : new History(order, Stream.concat(events.stream(), more.stream()).toList(), converter);
  }

  /** Whether this is the history of an order at all. */
  public boolean isOrder() {
    return beginning().getWorkflowType().getName().equals(SmoothieOrderWorkflow.TYPE);
  }

  /** What the events so far tell. */
  public OrderStory story() {
    // Every history begins with this event: what comes before is none of the order's.
    List<HistoryEvent> known =
        events.stream()
            .dropWhile(event -> !event.hasWorkflowExecutionStartedEventAttributes())
            .toList();
    Instant started = known.isEmpty() ? Instant.EPOCH : Times.of(known.get(0).getEventTime());
    String taskQueue = Text.forOneLine(beginning().getTaskQueue().getName(), 200);
    List<Step> steps = new Steps(converter).in(known);
    Ending ending = new EndingEvents(converter).in(known);
    OrderRequest request = request(known);
    Instant due = due(request, started, ending);
    Timeline line = Timeline.of(due, steps, ending);
    Instant cancelled = cancelAccepted(known);
    Wait waits = ending == null ? waits(known, steps, line.path(), taskQueue) : null;
    return new OrderStory(
        order,
        beginning().getOriginalExecutionRunId(),
        request,
        taskQueue,
        started,
        due,
        line.path().holds(),
        line.path().visits(),
        line.answers(),
        cancelled,
        waits == null && ending == null && cancelled == null ? untilDue(known, due) : waits,
        ending,
        redriveOf().orElse(null),
        List.of(),
        known.stream()
            .flatMap(event -> remark(event).stream())
            .distinct()
            .limit(MOST_REMARKS)
            .toList());
  }

  private WorkflowExecutionStartedEventAttributes beginning() {
    return events.stream()
        .filter(HistoryEvent::hasWorkflowExecutionStartedEventAttributes)
        .map(HistoryEvent::getWorkflowExecutionStartedEventAttributes)
        .findFirst()
        .orElse(WorkflowExecutionStartedEventAttributes.getDefaultInstance());
  }

  private Optional<OrderId> redriveOf() {
    return FindOrder.redriveOf(beginning().getMemo(), converter);
  }

  private OrderRequest request(List<HistoryEvent> known) {
    return known.isEmpty()
        ? unreadable("its history has not begun")
        : new Payload(beginning().getInput(), converter)
            .as(OrderRequest.class)
            .orElseGet(() -> unreadable("the input is missing, or cannot be read"));
  }

  private static @Nullable Wait waits(
      List<HistoryEvent> events, List<Step> steps, Path path, String taskQueue) {
    Wait task = TaskWait.in(events, path.holds(), taskQueue);
    if (task != null) {
      return task;
    }
    Wait activity = ActivityWait.in(steps, path);
    return activity == null ? path.waits() : activity;
  }

  /** Once an order is due, an event says so: that of a workflow task, or of its own timer. */
  private static @Nullable Wait untilDue(List<HistoryEvent> events, Instant due) {
    return !events.isEmpty() && Times.of(events.get(events.size() - 1).getEventTime()).isBefore(due)
        ? new Wait(Wait.Kind.DUE, Times.of(events.get(0).getEventTime()), null, due, "")
        : null;
  }

  private static Instant due(OrderRequest request, Instant started, @Nullable Ending ending) {
    Instant due =
        request.due() == null || request.due().isBefore(started) ? started : request.due();
    return ending == null || ending.at().isAfter(due) ? due : ending.at();
  }

  private static OrderRequest unreadable(String why) {
    return OrderRequest.of("").withUnreadable(why);
  }

  private @Nullable Instant cancelAccepted(List<HistoryEvent> known) {
    return known.stream()
        .filter(
            event ->
                event.hasWorkflowExecutionCancelRequestedEventAttributes() || acceptsCancel(event))
        .map(event -> Times.of(event.getEventTime()))
        .findFirst()
        .orElse(null);
  }

  private boolean acceptsCancel(HistoryEvent event) {
    var answer = event.getWorkflowExecutionUpdateCompletedEventAttributes().getOutcome();
    return new Payload(answer.getSuccess(), converter)
        .as(CancelAnswer.class)
        .filter(CancelAnswer.ACCEPTED::equals)
        .isPresent();
  }

  /** What else an operator should know. */
  private Optional<String> remark(HistoryEvent event) {
    String signal = event.getWorkflowExecutionSignaledEventAttributes().getSignalName();
    if (event.hasWorkflowExecutionSignaledEventAttributes() && !Steps.SIGNALS.contains(signal)) {
      return Optional.of("A signal came that orders do not know: " + Text.forOneLine(signal, 100));
    }
    if (event.hasWorkflowExecutionStartedEventAttributes()) {
      return redriveOf()
          .map("It is order %1$s, placed again: smoothie orders show %1$s"::formatted);
    }
    return event.hasWorkflowTaskFailedEventAttributes()
        ? Optional.of(
            "A workflow task failed and is tried again: "
                + Payload.message(event.getWorkflowTaskFailedEventAttributes().getFailure()))
        : Optional.empty();
  }
}
