package io.smoothie.workflow;

import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;

/** Waits for the robot that was told: its answer, or its start-to-close timeout. */
final class AwaitAnswer {
  /** A timer that wakes later than this says that Temporal or the workers were away. */
  private static final Duration LATE = Duration.ofSeconds(1);

  /** How long an answer that was held back outside while they were away may still take. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private AwaitAnswer() {}

  /** Returns once the attempt is answered, or is not and never will be. */
  static void run(Making making, Attempt attempt) {
    making.answers().onlyFrom(attempt);
    Duration length = making.request().startToClose();
    Instant deadline = MakingTime.now().plus(length);
    making
        .path()
        .say(
            "**%s is making it**, until %s%s%s"
                .formatted(
                    attempt.shown(),
                    MakingTime.inWords(deadline),
                    making.endings().attemptInWords(),
                    attempt.nobodySubscribed ? " (nobody is subscribed to its orders)" : ""));
    CountDown startToClose =
        new CountDown(
            length,
            "Start-to-close timeout: %s has %s".formatted(attempt.robot, Durations.format(length)));
    // Not await's own answer: a signal and the timer of one workflow task make it say false.
    Workflow.await(() -> attempt.isAnswered() || startToClose.isOver());
    if (!attempt.isAnswered() && MakingTime.now().isAfter(deadline.plus(LATE))) {
      making
          .path()
          .say(
              ("**Temporal or the workers were away** at %s's deadline: waiting for an answer held"
                      + " back")
                  .formatted(attempt.shown()));
      CountDown grace = new CountDown(GRACE, "Grace: the timer woke late");
      Workflow.await(() -> attempt.isAnswered() || grace.isOver());
      grace.stop();
    }
    if (attempt.answer != null && !attempt.answer.isSuccess()) {
      // After a success the order is about to close, which stops its timers at no cost.
      startToClose.stop();
    }
  }
}
