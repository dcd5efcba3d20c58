package io.smoothie.workflow;

import io.smoothie.workflow.CurrentAttempt.Answer;
import io.smoothie.workflow.OrderActivities.BrokenRequest;
import io.smoothie.workflow.OrderActivities.FreeRequest;
import io.smoothie.workflow.OrderFailure.FailedAttempt;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * SetRobotBroken: decides that an attempt has failed, and records it in the table. A robot that
 * says that no robot can make the order, or that stopped because the order is cancelled, is not
 * broken: it is free again, and the order ends.
 */
final class SetRobotBroken {
  private final OrderContext context;
  private final int claim;
  private final CurrentAttempt attempt;

  SetRobotBroken(OrderContext context, int claim, CurrentAttempt attempt) {
    this.context = context;
    this.claim = claim;
    this.attempt = attempt;
  }

  /** Returns when another attempt may begin. */
  void run() {
    tried();
    context.answers().expectNoMoreFrom(attempt.robot);
    OrderEndsException last = last();
    if (last != null) {
      context.decision().failed();
    }
    if (attempt.isRobotToBlame()) {
      context
          .path()
          .enter(
              Stage.SET_ROBOT_BROKEN,
              "**%s is BROKEN**: it %s".formatted(attempt.shown(), Text.forMarkdown(inWords())));
    }
    record();
    if (context.decision().isCancelled()) {
      throw context
          .endings()
          .cancelled(
              "", attempt.isRobotToBlame() ? Stage.SET_ROBOT_BROKEN : Stage.TELL_ROBOT_ORDER);
    }
    if (last != null) {
      throw last;
    }
  }

  /** The order has had this robot, in vain. */
  void tried() {
    Answer answer = attempt.answer;
    context
        .endings()
        .tried(new FailedAttempt(attempt.robot, inWords(), answer == null ? null : answer.data()));
  }

  /**
   * Records the failed attempt in the table, where its robot is BROKEN or, if not to blame, free.
   */
  void record() {
    String reason = reason().isEmpty() ? inWords() : reason();
    if (!attempt.isRobotToBlame()) {
      var unused =
          context
              .activities()
              .free(
                  new FreeRequest(context.order(), claim, attempt.robot, outcome(), reason, true));
    } else {
      context
          .activities()
          .broken(new BrokenRequest(context.order(), claim, attempt.robot, outcome(), reason));
    }
  }

  private AttemptOutcome outcome() {
    if (attempt.isStopped()) {
      return AttemptOutcome.RELEASED;
    }
    if (attempt.isAnswered()) {
      return AttemptOutcome.FAILED;
    }
    return attempt.unheard ? AttemptOutcome.UNHEARD : AttemptOutcome.TIMED_OUT;
  }

  /** What the attempt came to, in words that go on from the robot's name. */
  String inWords() {
    if (attempt.isStopped()) {
      return "stopped when it heard of the cancel"
          + (reason().isEmpty() ? "" : " (" + reason() + ")");
    }
    if (attempt.isAnswered()) {
      return "reported a failure"
          + (reason().isEmpty() ? "" : " (" + reason() + ")")
          + (attempt.isJobWrong() ? " that another robot would meet as well" : "");
    }
    if (attempt.unheard) {
      return "was told, and no gateway was listening that could have heard it";
    }
    Duration heartbeat = context.request().heartbeat();
    return (attempt.silent && heartbeat != null
            ? "was not heard for " + Durations.format(heartbeat)
            : "did not answer within " + Durations.format(context.request().startToClose()))
        + (attempt.nobodySubscribed
            ? " (nobody was subscribed to its orders: is it running?)"
            : "");
  }

  /** What the robot gave as its reason; empty when it gave none, or said nothing at all. */
  private String reason() {
    Answer answer = attempt.answer;
    return answer == null ? "" : Objects.requireNonNullElse(answer.failure(), "");
  }

  /** How the order ends if this attempt was its last one; null when another may begin. */
  private @Nullable OrderEndsException last() {
    if (attempt.unheard) {
      return context.endings().unheard();
    }
    if (attempt.isJobWrong()) {
      return context.endings().wrongJob();
    }
    if (context.request().attempts() == 1) {
      return context.endings().onlyAttempt(attempt.isAnswered());
    }
    if (context.endings().tried().size() >= context.request().attempts()) {
      return context.endings().attemptsExhausted();
    }
    return context.time().isOver()
        ? context.endings().limitExceeded("", Stage.TELL_ROBOT_ORDER)
        : null;
  }
}
