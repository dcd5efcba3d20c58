package io.smoothie.workflow;

import io.smoothie.workflow.OrderActivities.ListeningRequest;
import io.smoothie.workflow.RobotActivities.SilenceRequest;
import io.smoothie.workflow.RobotActivities.SilenceResult;
import io.smoothie.workflow.RobotActivities.TellCancelRequest;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

  /**
   * Of the version from which on a robot is told of a cancel: older histories have no such call.
   */
  private static final String CANCEL_MESSAGE = "cancel-message";

  private final OrderContext context;
  private final int claim;
  private final CurrentAttempt attempt;

  /** When start-to-close is over, by the workflow's clock. */
  private Instant deadline = Instant.MAX;

  /** Whether the robot was told that the order is cancelled, as far as that is tried. */
  private boolean cancelTold;

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
    deadline = told.plus(length);
    sayThatItWorks("");
    CountDown startToClose =
        new CountDown(
            length,
            "Start-to-close timeout: %s has %s".formatted(attempt.robot, Durations.format(length)));
    // Not await with a timeout: it returns false when one workflow task has the signal and the
    // timer.
    do {
      if (attempt.seemsSilent) {
        askWhetherSilent(startToClose);
      }
      await(() -> isOver(startToClose) || attempt.seemsSilent);
    } while (!isOver(startToClose));
    if (attempt.silent) {
      startToClose.stop();
      return;
    }
    if (!attempt.isAnswered() && MakingTime.now().isAfter(deadline.plus(LATE))) {
      context
          .path()
          .say(
              ("**Temporal or the workers were away** at %s's deadline: waiting for an answer held"
                      + " back")
                  .formatted(attempt.shown()));
      CountDown grace = new CountDown(GRACE, "Grace: the timer woke late");
      await(() -> attempt.isAnswered() || grace.isOver());
      grace.stop();
    }
    if (!attempt.isAnswered()) {
      awaitGateway();
    }
    if (attempt.answer != null && attempt.answer.isSuccess()) {
      OrderMetric.MAKING.tookSince(told);
    } else if (attempt.isAnswered()) {
      // After a success the order is about to close, which stops its timers at no cost.
      startToClose.stop();
    }
  }

  /** Whether the attempt is answered, has timed out, or is given up as silent. */
  private boolean isOver(CountDown startToClose) {
    return attempt.isAnswered() || startToClose.isOver() || attempt.silent;
  }

  /**
   * @param progress what the robot said last of its work, or empty
   */
  private void sayThatItWorks(String progress) {
    context
        .path()
        .say(
            "**%s is making it**, until %s%s%s%s"
                .formatted(
                    attempt.shown(),
                    MakingTime.inWords(deadline),
                    context.endings().attemptInWords(),
                    attempt.nobodySubscribed ? " (nobody is subscribed to its orders)" : "",
                    progress.isEmpty() ? "" : ": " + Text.forMarkdown(progress)));
  }

  /**
   * The reaper has found the robot silent; the table says whether that is so. An answer or the
   * deadline that comes meanwhile counts.
   */
  private void askWhetherSilent(CountDown startToClose) {
    attempt.seemsSilent = false;
    SilenceRequest request = new SilenceRequest(context.order(), claim, attempt.robot);
    SilenceResult known =
        ask(
            () -> context.activities().confirmSilence(request),
            // Whether it is silent is not known if the activity fails for good: its deadline
            // decides.
            failure -> new SilenceResult(false, null),
            () -> isOver(startToClose));
    if (known == null) {
      return;
    }
    attempt.silent = known.silent() && !attempt.isAnswered();
    if (!known.silent()) {
      sayThatItWorks(Objects.requireNonNullElse(known.progress(), ""));
    }
  }

  /**
   * Waits for an activity's result.
   *
   * @param failed the result when the activity fails for good
   * @param over when the result is not needed any more, and the activity is cancelled
   * @return the result; null when {@code over} came first
   */
  private <T> @Nullable T ask(
      Supplier<Promise<T>> activity, Function<RuntimeException, T> failed, Supplier<Boolean> over) {
    List<Promise<T>> asked = new ArrayList<>(1);
    CancellationScope scope = Workflow.newCancellationScope(() -> asked.add(activity.get()));
    scope.run();
    Promise<T> answer =
        asked.get(0).handle((result, failure) -> failure == null ? result : failed.apply(failure));
    await(() -> over.get() || answer.isCompleted());
    if (!answer.isCompleted()) {
      scope.cancel();
      return null;
    }
    return answer.get();
  }

  /** Waits until {@code over}; the robot is told once the order is cancelled meanwhile. */
  private void await(Supplier<Boolean> over) {
    Workflow.await(() -> over.get() || (!cancelTold && context.decision().isCancelled()));
    if (!over.get()) {
      cancelTold = true;
      tellCancel();
      Workflow.await(over);
    }
  }

  private void tellCancel() {
    if (Workflow.getVersion(CANCEL_MESSAGE, Workflow.DEFAULT_VERSION, 1)
        == Workflow.DEFAULT_VERSION) {
      return;
    }
    Duration left =
        MakingTime.longer(Duration.between(MakingTime.now(), deadline), Duration.ofSeconds(1));
    context
        .activities()
        .tellCancel(new TellCancelRequest(context.order(), claim, attempt.robot, left));
  }

  /**
   * Returns once a gateway has listened long enough, the robot has answered, or the time to wait
   * for a gateway is over.
   */
  private void awaitGateway() {
    String silence = confirm(SOON, Duration.ofMillis(500));
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
      silence = confirm(patience, Duration.ofSeconds(2));
    }
    attempt.unheard = !silence.isEmpty() && !attempt.isAnswered();
  }

  /** Why no gateway could have heard the robot; empty when one could, or the robot has answered. */
  private String confirm(Duration patience, Duration between) {
    // A local activity may put the workflow's clock, and so the deadline, ahead of Temporal's
    // clock.
    Duration overdue =
        MakingTime.longer(Duration.between(deadline, MakingTime.now()), Duration.ZERO);
    ListeningRequest request = new ListeningRequest(context.order(), claim, attempt.robot, overdue);
    String silence =
        ask(
            () ->
                context
                    .activities()
                    .confirmListening(request, patience, between)
                    .thenApply(listening -> ""),
            AwaitAnswer::inWords,
            attempt::isAnswered);
    return silence == null ? "" : silence;
  }

  private static String inWords(RuntimeException failure) {
    return failure instanceof ActivityFailure
            && failure.getCause() instanceof ApplicationFailure why
            && why.getType().equals(OrderActivities.NOT_LISTENING)
        ? Text.forOneLine(why.getOriginalMessage(), 200)
        : "whether a gateway is listening is not known";
  }
}
