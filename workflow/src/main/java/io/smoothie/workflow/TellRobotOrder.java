package io.smoothie.workflow;

import io.smoothie.workflow.OrderActivities.FreeRequest;
import io.smoothie.workflow.OrderActivities.TellOutcome;
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
    Duration pause =
        MakingTime.longer(Duration.ofSeconds(1), making.request().limit().dividedBy(1000));
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
        case REFUSED -> {
          return refused(why(result));
        }
        case NOT_SENT, NO_GATEWAY -> {}
      }
      if (!MakingTime.now().isBefore(until)) {
        return notSent(result);
      }
      endIfCancelled();
      making.path().say(troubleInWords(result));
      CountDown wait =
          new CountDown(
              pause,
              "Wait for %s: %s"
                  .formatted(isForGateway(result) ? "a gateway" : "the broker", why(result)));
      Workflow.await(() -> wait.isOver() || attempt.isAnswered() || making.outcome().isCancelled());
      wait.stop();
      if (!attempt.isAnswered()) {
        endIfCancelled();
      }
    }
    return true;
  }

  private String troubleInWords(TellResult result) {
    return isForGateway(result)
        ? "**No gateway is listening**, so %s is not told yet: %s"
            .formatted(attempt.shown(), Text.forMarkdown(why(result)))
        : "**The broker does not take the message for %s**, trying again: %s"
            .formatted(attempt.shown(), Text.forMarkdown(why(result)));
  }

  private static boolean isForGateway(TellResult result) {
    return result.outcome() == TellOutcome.NO_GATEWAY;
  }

  private static String why(TellResult result) {
    return Objects.requireNonNullElse(result.detail(), "the broker did not take it");
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

  private boolean notSent(TellResult result) {
    making.answers().expectNone();
    if (!making.request().queues()) {
      making.outcome().failed();
    }
    if (free(AttemptOutcome.NOT_SENT, why(result))) {
      return true;
    }
    if (!making.request().queues() || making.time().isOver()) {
      throw isForGateway(result)
          ? making.endings().noGateway(attempt.robot, why(result))
          : making.endings().brokerUnavailable(attempt.robot, why(result));
    }
    return false;
  }

  /**
   * The broker takes nothing for this robot: waiting for it would hold up the order for nothing.
   */
  private boolean refused(String why) {
    making.answers().expectNone();
    if (free(AttemptOutcome.REFUSED, why)) {
      return true;
    }
    making.endings().refused(attempt.robot, why);
    if (making.time().isOver()) {
      throw making.endings().brokerUnavailable(attempt.robot, why);
    }
    return false;
  }

  /** Gives the robot back; whether it was told after all, so that the order has it still. */
  private boolean free(AttemptOutcome outcome, String why) {
    FreeRequest request =
        new FreeRequest(making.order(), claim, attempt.robot, outcome, Text.forOneLine(why, 300));
    if (making.steps().free(request)) {
      making.answers().expectFrom(attempt);
      return true;
    }
    endIfCancelled();
    return false;
  }

  private void endIfCancelled() {
    if (making.outcome().isCancelled()) {
      making.answers().expectNone();
      throw making
          .endings()
          .cancelled("%s was not told".formatted(attempt.robot), Stage.TELL_ROBOT_ORDER);
    }
  }
}
