package io.smoothie.cli.show;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import io.smoothie.activities.table.Attempt;
import io.smoothie.activities.table.DeadLetter;
import io.smoothie.activities.table.QueuePlace;
import io.smoothie.activities.table.QueuePlace.Estimate;
import io.smoothie.workflow.JobData;
import io.smoothie.workflow.OrderFailure.FailedAttempt;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import io.smoothie.workflow.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order as scripts read it; JSON has these field names in snake_case. */
public record OrderJson(
    String id,
    String workflowId,
    String runId,
    String smoothie,
    OrderStatus status,
    @Nullable RobotName robot,
    Asked request,
    String taskQueue,
    Instant started,
    @Nullable Instant due,
    @Nullable Instant ended,
    @Nullable Instant cancelAccepted,
    @Nullable Waiting waitsFor,
    @Nullable JobData result,
    @Nullable Failed failure,
    @Nullable OrderId redriveOf,
    List<PlacedAgain> redrives,
    List<Visit> path,
    @JsonIgnoreProperties({"order", "smoothie"}) List<Attempt> attempts,
    List<Answer> answers,
    @JsonIncludeProperties({"id", "at", "topic", "reason"}) List<DeadLetter> deadLetters,
    List<String> remarks,
    List<String> advice) {

  /** What was asked for; durations in seconds. */
  public record Asked(
      Duration startToClose,
      Duration limit,
      Duration queueTimeout,
      int priority,
      int attempts,
      @Nullable JobData params,
      Skills needs,
      @Nullable RobotName robot,
      @Nullable Duration heartbeat,
      @Nullable String unreadable) {
    public static Asked of(OrderRequest request) {
      return new Asked(
          request.startToClose(),
          request.limit(),
          request.queueTimeout(),
          request.priority(),
          request.attempts(),
          request.params(),
          request.needs().skills(),
          request.needs().robot(),
          request.heartbeat(),
          request.unreadable());
    }
  }

  /** What it waits for; the estimate's two ends in seconds from now. */
  public record Waiting(
      Wait.Kind kind,
      Instant since,
      @Nullable Instant until,
      @Nullable Integer position,
      @Nullable Duration estimateLow,
      @Nullable Duration estimateHigh,
      String words) {}

  /** Why it was not made. */
  public record Failed(
      @Nullable String type,
      @Nullable Stage stage,
      @Nullable String message,
      @Nullable List<FailedAttempt> attempts) {}

  public static OrderJson of(OrderView view) {
    OrderStory story = view.story();
    OrderRequest request = story.request();
    Ending ending = story.ending();
    return new OrderJson(
        story.order().value(),
        story.order().workflowId(),
        story.runId(),
        request.smoothie(),
        view.status(),
        story.robot(),
        Asked.of(request),
        story.taskQueue(),
        story.started(),
        story.isScheduled() ? request.due() : null,
        ending == null ? null : ending.at(),
        story.cancelAccepted(),
        waiting(view),
        ending == null || ending.result() == null ? null : ending.result().result(),
        ending == null || ending.status() == OrderStatus.MADE ? null : failed(ending),
        story.redriveOf(),
        story.redrives(),
        story.path(),
        view.attempts(),
        story.answers(),
        view.deadLetters(),
        story.remarks(),
        Advice.about(view));
  }

  private static @Nullable Waiting waiting(OrderView view) {
    Wait wait = view.story().waits();
    if (wait == null) {
      return null;
    }
    QueuePlace place = wait.kind() == Wait.Kind.QUEUE ? view.place() : null;
    Estimate estimate = place == null ? null : place.estimate();
    return new Waiting(
        wait.kind(),
        wait.since(),
        wait.until(),
        place == null ? null : place.position(),
        estimate == null ? null : estimate.low(),
        estimate == null ? null : estimate.high(),
        WaitText.of(view, wait));
  }

  /** Why an order with this ending was not made. */
  public static Failed failed(Ending ending) {
    return new Failed(
        ending.type(),
        ending.failure() == null ? null : ending.failure().stage(),
        ending.message(),
        ending.failure() == null ? null : ending.failure().attempts());
  }
}
