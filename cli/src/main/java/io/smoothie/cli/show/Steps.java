package io.smoothie.cli.show;

import io.smoothie.workflow.SmoothieOrderWorkflow;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.converter.DataConverter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the steps of an order from the events of its history. */
record Steps(DataConverter converter) {
  /** The name of the marker by which Temporal's SDK records a local activity. */
  private static final String LOCAL_ACTIVITY = "LocalActivity";

  /** The signals that orders know; another one is no step. */
  static final Set<String> SIGNALS =
      Set.of(
          SmoothieOrderWorkflow.ROBOT_SUCCEEDED,
          SmoothieOrderWorkflow.ROBOT_FAILED,
          SmoothieOrderWorkflow.WAKE_UP,
          SmoothieOrderWorkflow.HEARTBEAT_TIMEOUT);

  /** The steps in the order of history; an event that tells of none of them is passed over. */
  List<Step> in(List<HistoryEvent> events) {
    Map<Long, Step> open = new HashMap<>();
    List<Step> steps = new ArrayList<>();
    for (HistoryEvent event : events) {
      if (event.hasActivityTaskStartedEventAttributes()) {
        var of = event.getActivityTaskStartedEventAttributes();
        open.computeIfPresent(
            of.getScheduledEventId(), (id, step) -> step.tried(Math.max(of.getAttempt(), 1)));
        continue;
      }
      Step step = step(event, open);
      if (step != null) {
        steps.add(step);
      }
      if (step != null && step.isOpen()) {
        open.put(step.id(), step);
      }
    }
    return steps;
  }

  private @Nullable Step step(HistoryEvent event, Map<Long, Step> open) {
    Instant at = Times.of(event.getEventTime());
    return switch (event.getEventType()) {
      case EVENT_TYPE_MARKER_RECORDED -> local(event, at);
      case EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED -> {
        var of = event.getWorkflowExecutionSignaledEventAttributes();
        yield SIGNALS.contains(of.getSignalName())
            ? begun(event, Step.Kind.SIGNAL, of.getSignalName(), at, of.getInput())
            : null;
      }
      case EVENT_TYPE_TIMER_STARTED -> {
        var length = event.getTimerStartedEventAttributes().getStartToFireTimeout();
        Instant fires = at.plus(Duration.ofSeconds(length.getSeconds(), length.getNanos()));
        yield begun(event, Step.Kind.TIMER, "", fires, null);
      }
      case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED -> {
        var of = event.getActivityTaskScheduledEventAttributes();
        yield begun(event, Step.Kind.OPEN, of.getActivityType().getName(), at, of.getInput());
      }
      case EVENT_TYPE_ACTIVITY_TASK_COMPLETED -> {
        var of = event.getActivityTaskCompletedEventAttributes();
        yield closed(open.remove(of.getScheduledEventId()), at, of.getResult(), null);
      }
      case EVENT_TYPE_ACTIVITY_TASK_FAILED -> {
        var of = event.getActivityTaskFailedEventAttributes();
        yield closed(open.remove(of.getScheduledEventId()), at, null, of.getFailure());
      }
      case EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT -> {
        var of = event.getActivityTaskTimedOutEventAttributes();
        yield closed(open.remove(of.getScheduledEventId()), at, null, of.getFailure());
      }
      case EVENT_TYPE_ACTIVITY_TASK_CANCELED -> {
        var of = event.getActivityTaskCanceledEventAttributes();
        Failure why = Failure.newBuilder().setMessage("it was cancelled").build();
        yield closed(open.remove(of.getScheduledEventId()), at, null, why);
      }
      default -> null;
    };
  }

  private Step begun(
      HistoryEvent event, Step.Kind kind, String name, Instant at, @Nullable Payloads input) {
    Payload nothing = payload(null);
    return new Step(kind, name, event.getEventId(), at, 1, payload(input), nothing, null);
  }

  private static @Nullable Step closed(
      @Nullable Step step, Instant at, @Nullable Payloads result, @Nullable Failure failure) {
    return step == null ? null : step.closed(at, result, failure);
  }

  private @Nullable Step local(HistoryEvent event, Instant recorded) {
    var marker = event.getMarkerRecordedEventAttributes();
    if (!marker.getMarkerName().equals(LOCAL_ACTIVITY)) {
      return null;
    }
    Map<String, Payloads> details = marker.getDetailsMap();
    return new Step(
        Step.Kind.LOCAL,
        payload(details.get("type")).as(String.class).orElse(""),
        event.getEventId(),
        payload(details.get("time")).as(Long.class).map(Instant::ofEpochMilli).orElse(recorded),
        payload(details.get("meta"))
            .as(Map.class)
            .map(meta -> meta.get("atpt") instanceof Number n ? Math.max(n.intValue(), 1) : 1)
            .orElse(1),
        payload(details.get("input")),
        payload(details.get("result")),
        marker.hasFailure() ? Payload.message(marker.getFailure()) : null);
  }

  private Payload payload(@Nullable Payloads encoded) {
    return new Payload(encoded, converter);
  }
}
