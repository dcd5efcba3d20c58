package io.smoothie.workflow;

import io.smoothie.workflow.Attempt.Answer;
import io.smoothie.workflow.OrderActivities.BrokenRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** SetRobotBroken: decides that an attempt has failed, and says so to the table. */
final class SetRobotBroken {
  private final Making making;
  private final int claim;
  private final Attempt attempt;

  SetRobotBroken(Making making, int claim, Attempt attempt) {
    this.making = making;
    this.claim = claim;
    this.attempt = attempt;
  }

  /** Returns when another attempt may begin. */
  void run() {
    String what = inWords();
    making.endings().tried(attempt.robot, what);
    making.answers().expectNoMoreFrom(attempt.robot);
    OrderEnds last = last();
    if (last != null) {
      making.outcome().failed();
    }
    making
        .path()
        .enter(
            Stage.SET_ROBOT_BROKEN,
            "**%s is BROKEN**: it %s".formatted(attempt.shown(), Text.forMarkdown(what)));
    making.steps().broken(request());
    if (making.outcome().isCancelled()) {
      throw making.endings().cancelled("", Stage.SET_ROBOT_BROKEN);
    }
    if (last != null) {
      throw last;
    }
  }

  /** What the table is told. */
  BrokenRequest request() {
    return new BrokenRequest(
        making.order(), claim, attempt.robot, outcome(), reason().isEmpty() ? inWords() : reason());
  }

  private AttemptOutcome outcome() {
    if (attempt.isAnswered()) {
      return AttemptOutcome.FAILED;
    }
    return attempt.unheard ? AttemptOutcome.UNHEARD : AttemptOutcome.TIMED_OUT;
  }

  /** What the attempt came to, in words that go on from the robot's name. */
  String inWords() {
    if (attempt.isAnswered()) {
      return "reported a failure" + (reason().isEmpty() ? "" : " (" + reason() + ")");
    }
    if (attempt.unheard) {
      return "was told, and no gateway was listening that could have heard it";
    }
    return "did not answer within %s%s"
        .formatted(
            Durations.format(making.request().startToClose()),
            attempt.nobodySubscribed
                ? " (nobody was subscribed to its orders: is it running?)"
                : "");
  }

  /** What the robot gave as its reason; empty when it gave none, or said nothing at all. */
  private String reason() {
    Answer answer = attempt.answer;
    return answer == null ? "" : Objects.requireNonNullElse(answer.failure(), "");
  }

  /** How the order ends if this attempt was its last one; null when another may begin. */
  private @Nullable OrderEnds last() {
    if (attempt.unheard) {
      return making.endings().unheard();
    }
    if (making.request().attempts() == 1) {
      return making.endings().onlyAttempt(attempt.isAnswered());
    }
    if (making.endings().tried().size() >= making.request().attempts()) {
      return making.endings().attemptsExhausted();
    }
    return making.time().isOver()
        ? making.endings().limitExceeded("", Stage.TELL_ROBOT_ORDER)
        : null;
  }
}
