package io.smoothie.workflow;

import io.smoothie.workflow.OrderActivities.ListeningRequest;
import io.smoothie.workflow.OrderActivities.ListeningResult;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Waits for the answer of the robot that was told, or for its start-to-close timeout. Silence
 * counts only when some gateway would have heard an answer: until a gateway has listened long
 * enough, the order goes on waiting.
 */
final class AwaitAnswer {
  /** A timer that fires later than this shows that Temporal or the workers were away. */
  private static final Duration LATE = Duration.ofSeconds(1);

  /** How long an answer that was held back while they were away may still take to arrive. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  /** A listening gateway shows itself within this time: it renews its row every second. */
  private static final Duration SOON = Duration.ofSeconds(10);

  /** The order waits for a gateway at least this long, whatever is left of its limit. */
  private static final Duration UNHEARD = Duration.ofMinutes(1);

  private final OrderContext context;
  private final int claim;
  private final CurrentAttempt attempt;

  AwaitAnswer(OrderContext context, int claim, CurrentAttempt attempt) {
    this.context = context;
    this.claim = claim;
    this.attempt = attempt;
  }

  /** Returns once the attempt is answered, or is given up as unanswered. */
  void run() {
    context.answers().told();
    Duration length = context.request().startToClose();
    Instant told = MakingTime.now();
    Instant deadline = told.plus(length);
    context
        .path()
        .say(
            "**%s is making it**, until %s%s%s"
                .formatted(
                    attempt.shown(),
                    MakingTime.inWords(deadline),
                    context.endings().attemptInWords(),
                    attempt.nobodySubscribed ? " (nobody is subscribed to its orders)" : ""));
    CountDown startToClose =
        new CountDown(
            length,
            "Start-to-close timeout: %s has %s".formatted(attempt.robot, Durations.format(length)));
    // Not await with a timeout: it returns false when one workflow task has the signal and the
    // timer.
    Workflow.await(() -> attempt.isAnswered() || startToClose.isOver());
    if (!attempt.isAnswered() && MakingTime.now().isAfter(deadline.plus(LATE))) {
      context
          .path()
          .say(
              ("**Temporal or the workers were away** at %s's deadline: waiting for an answer held"
                      + " back")
                  .formatted(attempt.shown()));
      CountDown grace = new CountDown(GRACE, "Grace: the timer woke late");
      Workflow.await(() -> attempt.isAnswered() || grace.isOver());
      grace.stop();
    }
    if (!attempt.isAnswered()) {
      awaitGateway(deadline);
    }
    if (attempt.answer != null && attempt.answer.isSuccess()) {
      OrderMetric.MAKING.tookSince(told);
    } else if (attempt.isAnswered()) {
      // After a success the order is about to close, which stops its timers at no cost.
      startToClose.stop();
    }
  }

  /**
   * Returns once a gateway has listened long enough, the robot has answered, or the time to wait
   * for a gateway is over.
   */
  private void awaitGateway(Instant deadline) {
    String silence = confirm(deadline, SOON, Duration.ofMillis(500));
    if (silence.isEmpty()) {
      return;
    }
    context
        .path()
        .say(
            "**%s may have answered unheard**, waiting for a gateway: %s"
                .formatted(attempt.shown(), Text.forMarkdown(silence)));
    Duration waited = Duration.between(deadline, MakingTime.now());
    Duration patience = MakingTime.longer(context.time().left(), UNHEARD.minus(waited));
    if (patience.compareTo(Duration.ZERO) > 0) {
      silence = confirm(deadline, patience, Duration.ofSeconds(2));
    }
    attempt.unheard = !silence.isEmpty() && !attempt.isAnswered();
  }

  /** Why no gateway could have heard the robot; empty when one could, or the robot has answered. */
  private String confirm(Instant deadline, Duration patience, Duration between) {
    // A local activity may put the workflow's clock, and so the deadline, ahead of Temporal's
    // clock.
    Duration overdue =
        MakingTime.longer(Duration.between(deadline, MakingTime.now()), Duration.ZERO);
    ListeningRequest request = new ListeningRequest(context.order(), claim, attempt.robot, overdue);
    List<Promise<ListeningResult>> asked = new ArrayList<>(1);
    CancellationScope scope =
        Workflow.newCancellationScope(
            () -> asked.add(context.activities().confirmListening(request, patience, between)));
    scope.run();
    Promise<String> silence =
        asked.get(0).handle((listening, failure) -> failure == null ? "" : inWords(failure));
    Workflow.await(() -> attempt.isAnswered() || silence.isCompleted());
    if (!silence.isCompleted()) {
      scope.cancel();
      return "";
    }
    return silence.get();
  }

  private static String inWords(RuntimeException failure) {
    return failure instanceof ActivityFailure
            && failure.getCause() instanceof ApplicationFailure why
            && why.getType().equals(OrderActivities.NOT_LISTENING)
        ? Text.forOneLine(why.getOriginalMessage(), 200)
        : "whether a gateway is listening is not known";
  }
}
