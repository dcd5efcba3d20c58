package io.smoothie.cli.show;

import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.OrderActivities.BrokenRequest;
import io.smoothie.workflow.OrderActivities.ClaimResult;
import io.smoothie.workflow.OrderActivities.FreeResult;
import io.smoothie.workflow.OrderActivities.LeaveResult;
import io.smoothie.workflow.OrderActivities.TellResult;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Stage;
import io.smoothie.workflow.Text;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.MarkerRecordedEventAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads activities, local and ordinary, and timers as steps along the path. */
final class StepFold {
  private static final String CANNOT_BE_READ = "what it brought cannot be read";

  private final Payload payload;
  private final Map<Long, Scheduled> scheduled = new LinkedHashMap<>();

  /**
   * Why no gateway could hear the robot, if the latest {@code ConfirmListening} failed; else empty.
   */
  private String unheard = "";

  private record Scheduled(String type, @Nullable Payloads input, Instant at, int tries) {}

  StepFold(Payload payload) {
    this.payload = payload;
  }

  void accept(HistoryEvent event, Instant at, PathFold path) {
    switch (event.getEventType()) {
      case EVENT_TYPE_MARKER_RECORDED -> {
        StepRun local = local(event.getMarkerRecordedEventAttributes(), at);
        if (local != null) {
          ran(local, path);
        }
      }
      case EVENT_TYPE_TIMER_STARTED -> {
        com.google.protobuf.Duration length =
            event.getTimerStartedEventAttributes().getStartToFireTimeout();
        path.waitsUntil(at.plus(Duration.ofSeconds(length.getSeconds(), length.getNanos())));
      }
      case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED -> {
        ActivityTaskScheduledEventAttributes of = event.getActivityTaskScheduledEventAttributes();
        Scheduled step = new Scheduled(of.getActivityType().getName(), of.getInput(), at, 1);
        scheduled.put(event.getEventId(), step);
        begun(step, path);
      }
      case EVENT_TYPE_ACTIVITY_TASK_STARTED ->
          scheduled.computeIfPresent(
              event.getActivityTaskStartedEventAttributes().getScheduledEventId(),
              (id, step) ->
                  new Scheduled(
                      step.type,
                      step.input,
                      step.at,
                      event.getActivityTaskStartedEventAttributes().getAttempt()));
      case EVENT_TYPE_ACTIVITY_TASK_COMPLETED -> {
        var of = event.getActivityTaskCompletedEventAttributes();
        over(of.getScheduledEventId(), of.getResult(), null, at, path);
      }
      case EVENT_TYPE_ACTIVITY_TASK_FAILED -> {
        var of = event.getActivityTaskFailedEventAttributes();
        over(of.getScheduledEventId(), null, of.getFailure(), at, path);
      }
      case EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT -> {
        var of = event.getActivityTaskTimedOutEventAttributes();
        over(of.getScheduledEventId(), null, of.getFailure(), at, path);
      }
      case EVENT_TYPE_ACTIVITY_TASK_CANCELED ->
          scheduled.remove(event.getActivityTaskCanceledEventAttributes().getScheduledEventId());
      default -> {}
    }
  }

  /** The ordinary activity that is under way, if any. */
  @Nullable Wait pending(@Nullable RobotName robot) {
    Wait last = null;
    for (Scheduled step : scheduled.values()) {
      boolean gateway = step.type.equals("ConfirmListening");
      if (gateway && unheard.isEmpty()) {
        continue; // The first check takes a moment: until it fails, the order waits for the robot.
      }
      last =
          gateway
              ? new Wait(Wait.Kind.GATEWAY, step.at, robot, null, unheard)
              : new Wait(Wait.Kind.ACTIVITY, step.at, robot, null, Text.forOneLine(step.type, 60));
    }
    return last;
  }

  private @Nullable StepRun local(MarkerRecordedEventAttributes marker, Instant recorded) {
    if (!marker.getMarkerName().equals("LocalActivity")) {
      return null;
    }
    Map<String, Payloads> details = marker.getDetailsMap();
    Instant at =
        payload.read(details.get("time"), Long.class).map(Instant::ofEpochMilli).orElse(recorded);
    int tries =
        payload
            .read(details.get("meta"), Map.class)
            .map(meta -> meta.get("atpt") instanceof Number n ? n.intValue() : 1)
            .orElse(1);
    return new StepRun(
        payload.read(details.get("type"), String.class).orElse(""),
        details.get("input"),
        details.get("result"),
        marker.hasFailure() ? marker.getFailure() : null,
        Math.max(tries, 1),
        at);
  }

  private void begun(Scheduled step, PathFold path) {
    if (step.type.equals("SetRobotBroken")) {
      Optional<BrokenRequest> request = payload.read(step.input, BrokenRequest.class);
      boolean reported = request.map(BrokenRequest::outcome).orElse(null) == AttemptOutcome.FAILED;
      String reason =
          request.map(BrokenRequest::reason).map(text -> Text.forOneLine(text, 300)).orElse("");
      path.breaking(
          request.map(BrokenRequest::robot).orElse(null),
          reported,
          reported ? "reported a failure: " + reason : reason,
          step.at);
    }
  }

  private void over(
      long id,
      @Nullable Payloads result,
      io.temporal.api.failure.v1.@Nullable Failure failure,
      Instant at,
      PathFold path) {
    Scheduled step = scheduled.remove(id);
    if (step != null) {
      ran(new StepRun(step.type, step.input, result, failure, step.tries, at), path);
    }
  }

  private void ran(StepRun run, PathFold path) {
    String failed = run.failure() == null ? null : Payload.message(run.failure());
    switch (run.type()) {
      case "GetRobot" -> {
        ClaimResult claim = payload.read(run.result(), ClaimResult.class).orElse(null);
        if (failed != null || claim == null) {
          path.stumbled(
              Stage.GET_ROBOT, run.tries(), Objects.requireNonNullElse(failed, CANNOT_BE_READ));
        } else {
          path.claimed(claim, run.tries(), run.at());
        }
      }
      case "TellRobotOrder" -> tell(run, failed, path);
      case "SetRobotFinished" -> {
        if (failed != null) {
          path.stumbled(Stage.SET_ROBOT_FINISHED, run.tries(), failed);
        } else {
          path.finished(run.tries(), run.at());
        }
      }
      case "SetRobotBroken" -> {
        if (failed != null) {
          path.stumbled(Stage.SET_ROBOT_BROKEN, run.tries(), failed);
        } else {
          path.broken(run.tries(), run.at());
        }
      }
      case "FreeRobot" -> {
        if (payload.read(run.result(), FreeResult.class).map(FreeResult::stillTold).orElse(false)) {
          path.told("an earlier try had told it");
        } else {
          path.freed("the robot was given back", run.at());
        }
      }
      case "ConfirmListening" -> unheard = failed == null ? "" : failed;
      case "LeaveQueue" ->
          path.leftQueue(
              payload.read(run.result(), LeaveResult.class).map(LeaveResult::robot).orElse(null),
              run.at());
      default -> {}
    }
  }

  private void tell(StepRun run, @Nullable String failed, PathFold path) {
    TellResult result = payload.read(run.result(), TellResult.class).orElse(null);
    if (failed != null || result == null) {
      // The workflow decides the same: it is not known how far the message came.
      path.told("whether the broker took the message is not known");
      return;
    }
    String detail =
        Text.forOneLine(Objects.requireNonNullElse(result.detail(), "no reason given"), 300);
    switch (result.outcome()) {
      case TOLD -> path.told("");
      case NOBODY_SUBSCRIBED -> path.told("nobody was subscribed to its orders");
      case NOT_SENT -> path.notSent(detail, Wait.Kind.BROKER);
      case NO_GATEWAY -> path.notSent(detail, Wait.Kind.GATEWAY);
      case REFUSED -> path.refused(detail);
      case NOT_HELD -> path.takenAway(run.at());
    }
  }
}
