package io.smoothie.cli.show;

import io.smoothie.activities.table.Attempt;
import io.smoothie.activities.table.DeadLetter;
import io.smoothie.activities.table.QueuePlace;
import io.smoothie.activities.table.QueuePlace.Estimate;
import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.OrderFailure.FailedAttempt;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.RobotName;
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
    @Nullable Instant ended,
    @Nullable Instant cancelAccepted,
    @Nullable Waiting waitsFor,
    @Nullable Failed failure,
    List<At> path,
    List<Tries> attempts,
    List<Said> answers,
    List<Unusable> deadLetters,
    List<String> remarks,
    List<String> advice) {

  /** What was asked for; durations in seconds. */
  public record Asked(
      Duration startToClose,
      Duration limit,
      Duration queueTimeout,
      int priority,
      int attempts,
      @Nullable String unreadable) {}

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

  /** One stage. */
  public record At(
      Stage stage,
      Visit.State state,
      @Nullable RobotName robot,
      Instant started,
      @Nullable Instant ended,
      int tries,
      String note) {}

  /** One row of the attempts. */
  public record Tries(
      int claim,
      RobotName robot,
      AttemptOutcome outcome,
      String reason,
      Instant started,
      @Nullable Instant ended,
      long extraAnswers) {}

  /** One answer of a robot's. */
  public record Said(
      Instant at,
      @Nullable RobotName robot,
      boolean success,
      @Nullable String reason,
      @Nullable String ignored) {}

  /** A robot's message that seems to be about the order and could not be used. */
  public record Unusable(long id, Instant at, String topic, String reason) {}

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
        new Asked(
            request.startToClose(),
            request.limit(),
            request.queueTimeout(),
            request.priority(),
            request.attempts(),
            request.unreadable()),
        story.taskQueue(),
        story.started(),
        ending == null ? null : ending.at(),
        story.cancelAccepted(),
        waiting(view),
        ending == null || ending.status() == OrderStatus.MADE ? null : failed(ending),
        story.path().stream().map(OrderJson::at).toList(),
        view.attempts().stream().map(OrderJson::tries).toList(),
        story.answers().stream().map(OrderJson::said).toList(),
        view.deadLetters().stream().map(OrderJson::unusable).toList(),
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

  private static At at(Visit visit) {
    return new At(
        visit.stage(),
        visit.state(),
        visit.robot(),
        visit.from(),
        visit.to(),
        visit.tries(),
        visit.note());
  }

  private static Tries tries(Attempt attempt) {
    return new Tries(
        attempt.claim(),
        attempt.robot(),
        attempt.outcome(),
        attempt.reason(),
        attempt.started(),
        attempt.ended(),
        attempt.extraAnswers());
  }

  private static Said said(Answer answer) {
    return new Said(
        answer.at(),
        answer.robot(),
        answer.robot() != null && answer.failure() == null,
        answer.failure(),
        answer.ignored());
  }

  private static Unusable unusable(DeadLetter letter) {
    return new Unusable(letter.id(), letter.at(), letter.topic(), letter.reason());
  }
}
