package io.smoothie.workflow;

import io.smoothie.workflow.OrderActivities.FreeRequest;
import io.smoothie.workflow.OrderActivities.TellRequest;
import io.smoothie.workflow.OrderActivities.TellResult;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** TellRobotOrder: publishes, again and again while the broker certainly does not take it. */
final class TellRobotOrder {
  private final Making making;
  private final int claim;
  private final Attempt attempt;

  TellRobotOrder(Making making, int claim, Attempt attempt) {
    this.making = making;
    this.claim = claim;
    this.attempt = attempt;
  }

  /** Whether the robot was told, as far as anybody can know; if not, the order claims again. */
  boolean run() {
    making
        .path()
        .enter(
            Stage.TELL_ROBOT_ORDER,
            "**Telling %s**%s".formatted(attempt.shown(), making.endings().attemptInWords()));
    // Every second; for a long limit less often, so that history stays within bounds.
    Duration pause = longer(Duration.ofSeconds(1), making.request().limit().dividedBy(1000));
    Instant until = MakingTime.now().plus(making.request().startToClose());
    while (!attempt.isAnswered()) {
      TellResult result = tell();
      if (attempt.isAnswered()) {
        return true;
      }
      switch (result.outcome()) {
        case TOLD -> {
          return true;
        }
        case NOBODY_SUBSCRIBED -> {
          attempt.nobodySubscribed = true;
          return true;
        }
        case NOT_HELD -> {
          notHeld();
          return false;
        }
        case NOT_SENT -> {}
      }
      String why = Objects.requireNonNullElse(result.detail(), "the broker did not take it");
      if (!MakingTime.now().isBefore(until)) {
        notSent(why);
        return false;
      }
      endIfCancelled();
      making
          .path()
          .say(
              "**The broker does not take the message for %s**, trying again: %s"
                  .formatted(attempt.shown(), Text.forMarkdown(why)));
      CountDown wait = new CountDown(pause, "Wait for the broker: " + why);
      Workflow.await(() -> wait.isOver() || attempt.isAnswered() || making.outcome().isCancelled());
      wait.stop();
      if (!attempt.isAnswered()) {
        endIfCancelled();
      }
    }
    return true;
  }

  private TellResult tell() {
    return making
        .steps()
        .tell(
            new TellRequest(
                making.order(),
                claim,
                attempt.robot,
                making.request().smoothie(),
                making.request().startToClose()));
  }

  private void notHeld() {
    making.answers().expectNone();
    if (making.time().isOver()) {
      throw making
          .endings()
          .limitExceeded(
              "%s was taken away from it".formatted(attempt.robot), Stage.TELL_ROBOT_ORDER);
    }
  }

  private void notSent(String why) {
    making.answers().expectNone();
    if (!making.request().queues()) {
      making.outcome().failed();
    }
    making.steps().free(new FreeRequest(making.order(), claim, attempt.robot));
    endIfCancelled();
    if (!making.request().queues() || making.time().isOver()) {
      throw making.endings().brokerUnavailable(attempt.robot, why);
    }
  }

  private void endIfCancelled() {
    if (making.outcome().isCancelled()) {
      making.answers().expectNone();
      throw making
          .endings()
          .cancelled("%s was not told".formatted(attempt.robot), Stage.TELL_ROBOT_ORDER);
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
