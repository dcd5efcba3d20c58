package io.smoothie.cli.show;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.converter.DefaultDataConverter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes histories by hand; the real ones are in {@link RecordedHistoriesTest}. */
final class Histories {
  static final OrderId ORDER = new OrderId("h");
  static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  private final List<HistoryEvent> events = new ArrayList<>();
  private Instant now = START;

  static Histories placed(OrderRequest request) {
    return new Histories().started(payloads(request));
  }

  Histories started(Payloads input) {
    HistoryEvent.Builder event = event(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED);
    event
        .getWorkflowExecutionStartedEventAttributesBuilder()
        .setOriginalExecutionRunId("run")
        .setInput(input)
        .getWorkflowTypeBuilder()
        .setName("SmoothieOrderWorkflow");
    event
        .getWorkflowExecutionStartedEventAttributesBuilder()
        .getTaskQueueBuilder()
        .setName("orders");
    return add(event);
  }

  Histories plain(EventType type) {
    return add(event(type));
  }

  Histories after(long seconds) {
    now = now.plusSeconds(seconds);
    return this;
  }

  Histories local(String type, Object result) {
    return local(type, payloads(result), null);
  }

  Histories localFailed(String type, String message) {
    return local(type, null, Failure.newBuilder().setMessage(message).build());
  }

  Histories local(
      String type,
      @org.jspecify.annotations.Nullable Payloads result,
      @org.jspecify.annotations.Nullable Failure failure) {
    HistoryEvent.Builder event = event(EventType.EVENT_TYPE_MARKER_RECORDED);
    var marker =
        event
            .getMarkerRecordedEventAttributesBuilder()
            .setMarkerName("LocalActivity")
            .putDetails("type", payloads(type))
            .putDetails("time", payloads(now.toEpochMilli()))
            .putDetails("meta", payloads(Map.of("atpt", failure == null ? 1 : 3, "firstSkd", 0)));
    if (result != null) {
      marker.putDetails("result", result);
    }
    if (failure != null) {
      marker.setFailure(failure);
    }
    return add(event);
  }

  /** Schedules an ordinary activity and answers its event's number. */
  long scheduled(String type, Object input) {
    HistoryEvent.Builder event = event(EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED);
    event
        .getActivityTaskScheduledEventAttributesBuilder()
        .setInput(payloads(input))
        .getActivityTypeBuilder()
        .setName(type);
    add(event);
    return events.size();
  }

  Histories completed(long scheduled, int attempt, Object result) {
    HistoryEvent.Builder started = event(EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED);
    started
        .getActivityTaskStartedEventAttributesBuilder()
        .setScheduledEventId(scheduled)
        .setAttempt(attempt);
    add(started);
    HistoryEvent.Builder event = event(EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED);
    event
        .getActivityTaskCompletedEventAttributesBuilder()
        .setScheduledEventId(scheduled)
        .setResult(payloads(result));
    return add(event);
  }

  Histories activityFailed(long scheduled, String type, String message) {
    HistoryEvent.Builder event = event(EventType.EVENT_TYPE_ACTIVITY_TASK_FAILED);
    event
        .getActivityTaskFailedEventAttributesBuilder()
        .setScheduledEventId(scheduled)
        .getFailureBuilder()
        .setMessage("activity failed")
        .getCauseBuilder()
        .setMessage(message)
        .getApplicationFailureInfoBuilder()
        .setType(type);
    return add(event);
  }

  Histories timer(long seconds) {
    HistoryEvent.Builder event = event(EventType.EVENT_TYPE_TIMER_STARTED);
    event
        .getTimerStartedEventAttributesBuilder()
        .setStartToFireTimeout(Durations.fromSeconds(seconds));
    return add(event);
  }

  Histories signal(String name, Object argument) {
    return signal(name, payloads(argument));
  }

  Histories signal(String name, Payloads input) {
    HistoryEvent.Builder event = event(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED);
    event.getWorkflowExecutionSignaledEventAttributesBuilder().setSignalName(name).setInput(input);
    return add(event);
  }

  Histories taskFailed(String message) {
    HistoryEvent.Builder event = event(EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED);
    event.getWorkflowTaskFailedEventAttributesBuilder().getFailureBuilder().setMessage(message);
    return add(event);
  }

  Histories terminated(String reason) {
    HistoryEvent.Builder event = event(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED);
    event.getWorkflowExecutionTerminatedEventAttributesBuilder().setReason(reason);
    return add(event);
  }

  Histories made(Object result) {
    HistoryEvent.Builder event = event(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED);
    event.getWorkflowExecutionCompletedEventAttributesBuilder().setResult(payloads(result));
    return add(event);
  }

  Histories failed(String type, String message, Object details) {
    HistoryEvent.Builder event = event(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED);
    event
        .getWorkflowExecutionFailedEventAttributesBuilder()
        .getFailureBuilder()
        .setMessage(message)
        .getApplicationFailureInfoBuilder()
        .setType(type)
        .setDetails(payloads(details));
    return add(event);
  }

  OrderStory story() {
    return new History(ORDER, events, DefaultDataConverter.STANDARD_INSTANCE).story();
  }

  Instant now() {
    return now;
  }

  static Payloads payloads(Object value) {
    return DefaultDataConverter.STANDARD_INSTANCE.toPayloads(value).orElseThrow();
  }

  /** A payload that no converter here can decode. */
  static Payloads rubbish() {
    return Payloads.newBuilder()
        .addPayloads(
            Payload.newBuilder()
                .putMetadata("encoding", ByteString.copyFromUtf8("binary/encrypted"))
                .setData(ByteString.copyFromUtf8("\u0001\u0002")))
        .build();
  }

  private HistoryEvent.Builder event(EventType type) {
    return HistoryEvent.newBuilder()
        .setEventId(events.size() + 1L)
        .setEventType(type)
        .setEventTime(Timestamp.newBuilder().setSeconds(now.getEpochSecond()));
  }

  private Histories add(HistoryEvent.Builder event) {
    events.add(event.build());
    return this;
  }
}
