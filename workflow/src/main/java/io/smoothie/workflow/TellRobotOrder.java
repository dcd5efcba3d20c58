package io.smoothie.workflow;

import io.smoothie.workflow.OrderActivities.FreeRequest;
import io.smoothie.workflow.OrderActivities.TellOutcome;
import io.smoothie.workflow.OrderActivities.TellRequest;
import io.smoothie.workflow.OrderActivities.TellResult;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * TellRobotOrder: publishes the order, again and again while the broker certainly has not taken it.
 */
final class TellRobotOrder {
  private final OrderContext context;
  private final int claim;
  private final CurrentAttempt attempt;

  TellRobotOrder(OrderContext context, int claim, CurrentAttempt attempt) {
    this.context = context;
    this.claim = claim;
    this.attempt = attempt;
  }

  /**
   * Returns whether the robot was told, as far as that can be known; if not, the order claims
   * again.
   */
  boolean run() {
    context
        .path()
        .enter(
            Stage.TELL_ROBOT_ORDER,
            "**Telling %s**%s".formatted(attempt.shown(), context.endings().attemptInWords()));
    // Every second; for a long limit less often, so that history stays within bounds.
    Duration pause =
        MakingTime.longer(Duration.ofSeconds(1), context.request().limit().dividedBy(1000));
    Instant until = MakingTime.now().plus(context.request().startToClose());
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
      context.path().say(troubleInWords(result));
      CountDown wait =
          new CountDown(
              pause,
              "Wait for %s: %s"
                  .formatted(isForGateway(result) ? "a gateway" : "the broker", why(result)));
      Workflow.await(
          () -> wait.isOver() || attempt.isAnswered() || context.decision().isCancelled());
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
    return context
        .activities()
        .tell(
            new TellRequest(
                context.order(),
                claim,
                attempt.robot,
                context.request().smoothie(),
                context.request().startToClose(),
                context.request().params(),
                context.request().heartbeat()));
  }

  private void notHeld() {
    context.answers().expectNone();
    if (context.time().isOver()) {
      throw context
          .endings()
          .limitExceeded(
              "%s was taken away from it".formatted(attempt.robot), Stage.TELL_ROBOT_ORDER);
    }
  }

  private boolean notSent(TellResult result) {
    context.answers().expectNone();
    if (!context.request().queues()) {
      context.decision().failed();
    }
    if (free(AttemptOutcome.NOT_SENT, why(result))) {
      return true;
    }
    if (!context.request().queues() || context.time().isOver()) {
      throw isForGateway(result)
          ? context.endings().noGateway(attempt.robot, why(result))
          : context.endings().brokerUnavailable(attempt.robot, why(result));
    }
    return false;
  }

  /** The broker takes no message for this robot: waiting would only hold up the order. */
  private boolean refused(String why) {
    context.answers().expectNone();
    if (free(AttemptOutcome.REFUSED, why)) {
      return true;
    }
    context.endings().refused(attempt.robot, why);
    if (context.time().isOver()) {
      throw context.endings().brokerUnavailable(attempt.robot, why);
    }
    return false;
  }

  /** Releases the robot; returns whether it was told after all, so that the order still has it. */
  private boolean free(AttemptOutcome outcome, String why) {
    FreeRequest request =
        FreeRequest.untold(
            context.order(), claim, attempt.robot, outcome, Text.forOneLine(why, 300));
    if (context.activities().free(request)) {
      context.answers().expectFrom(attempt);
      return true;
    }
    endIfCancelled();
    return false;
  }

  private void endIfCancelled() {
    if (context.decision().isCancelled()) {
      context.answers().expectNone();
      throw context
          .endings()
          .cancelled("%s was not told".formatted(attempt.robot), Stage.TELL_ROBOT_ORDER);
    }
  }
}
