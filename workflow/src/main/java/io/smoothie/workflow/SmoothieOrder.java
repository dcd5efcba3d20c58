package io.smoothie.workflow;

import io.smoothie.workflow.OrderActivities.BrokenRequest;
import io.smoothie.workflow.OrderActivities.ClaimOutcome;
import io.smoothie.workflow.OrderActivities.ClaimRequest;
import io.smoothie.workflow.OrderActivities.ClaimResult;
import io.smoothie.workflow.OrderActivities.EndRequest;
import io.smoothie.workflow.OrderActivities.FinishRequest;
import io.smoothie.workflow.OrderActivities.FreeRequest;
import io.smoothie.workflow.OrderActivities.LeaveRequest;
import io.smoothie.workflow.OrderActivities.TellRequest;
import io.smoothie.workflow.OrderActivities.TellResult;
import io.smoothie.workflow.OrderFailure.Tried;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** The story of one order. Its stages are the demo's; see {@link Stage}. */
public final class SmoothieOrder implements SmoothieOrderWorkflow {
  /** A timer that wakes later than this says that Temporal or the workers were away. */
  private static final Duration LATE = Duration.ofSeconds(1);

  /** How long an answer that was held back outside while they were away may still take. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private static final Logger log = Workflow.getLogger(SmoothieOrder.class);

  private final @Nullable OrderRequest input;
  private final Steps steps = new Steps();
  private final Path path = new Path();
  private final List<Tried> tried = new ArrayList<>();

  /** What robots said before it was known which of them this order has. */
  private final Map<RobotName, Answer> early = new HashMap<>();

  /** How the order ends: set once, by whichever handler or decision comes first in history. */
  private @Nullable Ending ending;

  private @Nullable Attempt attempt;
  private boolean awake;
  private int place;
  private boolean ignoredSome;

  private int claim;
  private Duration queued = Duration.ZERO;
  private @Nullable Instant begun;

  private enum Ending {
    MADE,
    FAILED,
    CANCELLED
  }

  /** What a robot said; a success has no reason. */
  private record Answer(@Nullable String failure) {}

  /** One robot's try, while it is on. */
  private static final class Attempt {
    final RobotName robot;
    boolean nobodySubscribed;
    boolean told;
    @Nullable Answer answer;

    Attempt(RobotName robot, @Nullable Answer answer) {
      this.robot = robot;
      this.answer = answer;
    }
  }

  @WorkflowInit
  public SmoothieOrder(@Nullable OrderRequest request) {
    input = request;
  }

  @Override
  public OrderResult make(@Nullable OrderRequest request) {
    CancellationScope.current()
        .getCancellationRequest()
        .thenApply(
            reason -> {
              cancel(new CancelRequest());
              return reason;
            });
    // Detached: a cancel decides how the order ends, it cuts none of the steps.
    OrderResult[] result = new OrderResult[1];
    Workflow.newDetachedCancellationScope(() -> result[0] = makeOrFail()).run();
    return result[0];
  }

  private OrderResult makeOrFail() {
    begun = now();
    Optional<OrderId> ours = OrderId.ofTaskToken(Workflow.getInfo().getWorkflowId());
    if (ours.isEmpty()) {
      throw refused(
          ("An order's workflow ID is \"%s\" and an order ID of 1 to 100 letters, digits, dots,"
                  + " hyphens and underscores; this one is not, so no robot could answer it.")
              .formatted(OrderId.PREFIX));
    }
    OrderId order = ours.get();
    OrderRequest request = input == null ? OrderRequest.of("") : input;
    if (request.problem().isPresent()) {
      throw refused("Order %s is not one: %s.".formatted(order, request.problem().get()));
    }
    try {
      return make(order, request);
    } catch (OrderEnds e) {
      return end(order, e);
    } catch (RuntimeException e) {
      // Not finally: evicting a cached workflow runs that, too.
      log.error("Order {} met a defect", order, e);
      return end(
          order,
          new OrderEnds(
              FailureType.INTERNAL_ERROR,
              "a defect of ours: %s".formatted(Text.forOneLine(e.toString(), 300)),
              Objects.requireNonNullElse(path.last(), Stage.GET_ROBOT)));
    }
  }

  private OrderResult make(OrderId order, OrderRequest request) {
    while (true) {
      // 1 GetRobot, 2 SetRobotWorking
      RobotName robot = getRobot(order, request);
      Attempt current = new Attempt(robot, early.remove(robot));
      attempt = current;
      madeIf(current.answer);

      // 3 TellRobotOrder, and wait for the robot's answer
      if (!tellRobotOrder(order, request, current)) {
        continue;
      }
      Answer answer = awaitAnswer(request, current);

      // 4 SetRobotFinished, 5 StateMachineFinish
      if (answer != null && answer.failure() == null) {
        path.enter(
            Stage.SET_ROBOT_FINISHED, "**%s has made it**".formatted(escaped(current.robot)));
        steps.finish(new FinishRequest(order, claim, robot));
        if (ending == Ending.CANCELLED) {
          throw cancelled("%s had made it by then".formatted(robot), Stage.SET_ROBOT_FINISHED);
        }
        path.enter(Stage.STATE_MACHINE_FINISH, "**Made by %s**".formatted(escaped(robot)));
        return new OrderResult(order, request.smoothie(), robot, tried.size() + 1);
      }

      // 4 SetRobotBroken, then the next attempt or 5 StateMachineFailed
      setRobotBroken(order, request, current, answer);
    }
  }

  private RobotName getRobot(OrderId order, OrderRequest request) {
    failIfCancelled(Stage.GET_ROBOT);
    path.enter(Stage.GET_ROBOT, "**Looking for a free robot**" + attemptInWords(request));
    RobotName robot = nextClaim(order, request);
    if (robot == null) {
      robot = awaitRobot(order, request);
    }
    path.enter(Stage.SET_ROBOT_WORKING, "**%s has the order**".formatted(escaped(robot)));
    if (ending == Ending.CANCELLED) {
      steps.free(new FreeRequest(order, claim, robot, AttemptOutcome.RELEASED));
      throw cancelled("%s was not told".formatted(robot), Stage.SET_ROBOT_WORKING);
    }
    if (limitPassed(request) && !early.containsKey(robot)) {
      // The claim, or setting the last robot broken, took that long.
      ending = Objects.requireNonNullElse(ending, Ending.FAILED);
      steps.free(new FreeRequest(order, claim, robot, AttemptOutcome.RELEASED));
      throw limitEnds(request, "; %s was not told".formatted(robot));
    }
    return robot;
  }

  /** A claim with a new number; null when it is in the queue. */
  private @Nullable RobotName nextClaim(OrderId order, OrderRequest request) {
    ClaimResult result;
    do {
      // Stale: local activities of a workflow task that was lost have claimed before.
      claim++;
      awake = false;
      result = claim(order, request);
    } while (result.outcome() == ClaimOutcome.STALE);
    return taken(result);
  }

  private ClaimResult claim(OrderId order, OrderRequest request) {
    return steps.claim(
        new ClaimRequest(
            order,
            claim,
            request.priority(),
            Instant.ofEpochMilli(Workflow.getInfo().getRunStartedTimestampMillis()),
            request.queues()));
  }

  /** The robot of a claim, or null when the order is in the queue. */
  private @Nullable RobotName taken(ClaimResult result) {
    return switch (result.outcome()) {
      case CLAIMED -> Objects.requireNonNull(result.robot());
      case QUEUED -> {
        place = result.position();
        yield null;
      }
      case NONE_FREE ->
          throw new OrderEnds(
              FailureType.NO_ROBOT_AVAILABLE,
              "no robot is free, and the order does not queue (its queue timeout is 0)"
                  + triedInWords(),
              Stage.GET_ROBOT);
      case NO_ROBOTS ->
          throw new OrderEnds(
              FailureType.NO_ROBOT_AVAILABLE,
              "there is no robot in the table: add one with `smoothie robots add NAME`"
                  + triedInWords(),
              Stage.GET_ROBOT);
      case ALL_TRIED ->
          throw new OrderEnds(
              FailureType.ATTEMPTS_EXHAUSTED,
              "every robot there is has tried" + triedInWords(),
              Stage.GET_ROBOT);
      case STALE -> throw new IllegalStateException("claim %d is an old one".formatted(claim));
    };
  }

  /** Waits in the queue, at no cost. */
  private RobotName awaitRobot(OrderId order, OrderRequest request) {
    Instant since = now();
    String until = atUtc(since.plus(request.queueTimeout()));
    CountDown queueTimeout =
        new CountDown(
            request.queueTimeout(),
            "Queue timeout: up to %s for a free robot"
                .formatted(Durations.format(request.queueTimeout())));
    RobotName robot = null;
    while (robot == null) {
      path.say(
          "**Waiting for a free robot**, place %d in the queue, until %s at the latest"
              .formatted(place, until));
      Workflow.await(() -> awake || ending == Ending.CANCELLED || queueTimeout.isOver());
      if (ending == Ending.CANCELLED) {
        steps.leaveQueue(new LeaveRequest(order, claim, false));
        throw cancelled("it was waiting in the queue", Stage.GET_ROBOT);
      }
      if (awake) {
        awake = false;
        robot = taken(claim(order, request));
      } else {
        robot = steps.leaveQueue(new LeaveRequest(order, claim, true)).robot();
        if (robot == null) {
          throw new OrderEnds(
              FailureType.QUEUE_TIMED_OUT,
              "no robot came free within %s".formatted(Durations.format(request.queueTimeout()))
                  + triedInWords(),
              Stage.GET_ROBOT);
        }
      }
    }
    queueTimeout.stop();
    queued = queued.plus(Duration.between(since, now()));
    return robot;
  }

  /** Whether the robot was told, as far as anybody can know. */
  private boolean tellRobotOrder(OrderId order, OrderRequest request, Attempt current) {
    path.enter(
        Stage.TELL_ROBOT_ORDER,
        "**Telling %s**%s".formatted(escaped(current.robot), attemptInWords(request)));
    // Every second; for a long limit less often, so that history stays within bounds.
    Duration pause = longer(Duration.ofSeconds(1), request.limit().dividedBy(1000));
    Instant until = now().plus(request.startToClose());
    while (current.answer == null) {
      TellResult result =
          steps.tell(
              new TellRequest(
                  order, claim, current.robot, request.smoothie(), request.startToClose()));
      switch (result.outcome()) {
        case TOLD -> {
          return true;
        }
        case NOBODY_SUBSCRIBED -> {
          current.nobodySubscribed = true;
          return true;
        }
        case NOT_HELD -> {
          attempt = null;
          failIfLimitPassed(request, "%s was taken away from it".formatted(current.robot));
          return false;
        }
        case NOT_SENT -> {}
      }
      String why = Objects.requireNonNullElse(result.detail(), "the broker did not take it");
      if (now().plus(pause).isAfter(until) || ending == Ending.CANCELLED) {
        notSent(order, request, current, why);
        return false;
      }
      path.say(
          "**The broker does not take the message for %s**, trying again: %s"
              .formatted(escaped(current.robot), Text.forMarkdown(why)));
      CountDown wait = new CountDown(pause, "Wait for the broker: " + why);
      Workflow.await(() -> wait.isOver() || current.answer != null || ending == Ending.CANCELLED);
      wait.stop();
    }
    return true;
  }

  private void notSent(OrderId order, OrderRequest request, Attempt current, String why) {
    attempt = null;
    boolean cancelled = ending == Ending.CANCELLED;
    if (!cancelled && !request.queues()) {
      ending = Ending.FAILED;
    }
    steps.free(
        new FreeRequest(
            order,
            claim,
            current.robot,
            cancelled ? AttemptOutcome.RELEASED : AttemptOutcome.NOT_SENT));
    if (ending == Ending.CANCELLED) {
      throw cancelled("%s was not told".formatted(current.robot), Stage.TELL_ROBOT_ORDER);
    }
    String what = "the broker did not take the message for %s: %s".formatted(current.robot, why);
    if (!request.queues() || limitPassed(request)) {
      throw new OrderEnds(
          FailureType.BROKER_UNAVAILABLE, what + triedInWords(), Stage.TELL_ROBOT_ORDER);
    }
  }

  /** The robot's answer, or null when none is recorded by the time the order decides. */
  private @Nullable Answer awaitAnswer(OrderRequest request, Attempt current) {
    // From here on only this robot can answer.
    current.told = true;
    ignoreEarly();
    Instant deadline = now().plus(request.startToClose());
    path.say(
        "**%s is making it**, until %s%s%s"
            .formatted(
                escaped(current.robot),
                atUtc(deadline),
                attemptInWords(request),
                current.nobodySubscribed ? " (nobody is subscribed to its orders)" : ""));
    CountDown startToClose =
        new CountDown(
            request.startToClose(),
            "Start-to-close timeout: %s has %s"
                .formatted(current.robot, Durations.format(request.startToClose())));
    Workflow.await(() -> current.answer != null || startToClose.isOver());
    if (current.answer == null && now().isAfter(deadline.plus(LATE))) {
      path.say(
          "**Temporal or the workers were away** at %s's deadline: waiting for an answer held back"
              .formatted(escaped(current.robot)));
      CountDown grace = new CountDown(GRACE, "Grace: the timer woke late");
      Workflow.await(() -> current.answer != null || grace.isOver());
    }
    if (current.answer != null && current.answer.failure() != null) {
      startToClose.stop();
    }
    return current.answer;
  }

  private void setRobotBroken(
      OrderId order, OrderRequest request, Attempt current, @Nullable Answer failed) {
    String what =
        failed != null
            ? "reported a failure" + inBrackets(Objects.requireNonNull(failed.failure()))
            : "did not answer within %s%s"
                .formatted(
                    Durations.format(request.startToClose()),
                    current.nobodySubscribed
                        ? " (nobody was subscribed to its orders: is it running?)"
                        : "");
    tried.add(new Tried(current.robot, what));
    attempt = null;
    OrderEnds last = last(request, current, failed != null);
    if (last != null && ending == null) {
      ending = Ending.FAILED;
    }
    path.enter(
        Stage.SET_ROBOT_BROKEN,
        "**%s is BROKEN**: it %s".formatted(escaped(current.robot), Text.forMarkdown(what)));
    steps.broken(
        new BrokenRequest(
            order,
            claim,
            current.robot,
            failed != null ? AttemptOutcome.FAILED : AttemptOutcome.TIMED_OUT,
            failed != null && !Objects.requireNonNull(failed.failure()).isEmpty()
                ? Objects.requireNonNull(failed.failure())
                : what));
    failIfCancelled(Stage.SET_ROBOT_BROKEN);
    if (last != null) {
      throw last;
    }
  }

  /** How the order ends if this attempt was its last one; null when another may begin. */
  private @Nullable OrderEnds last(OrderRequest request, Attempt current, boolean reported) {
    if (request.attempts() == 1) {
      return new OrderEnds(
          reported ? FailureType.ROBOT_FAILED : FailureType.ROBOT_TIMED_OUT,
          "%s %s; it is BROKEN now".formatted(current.robot, tried.get(0).what()),
          Stage.TELL_ROBOT_ORDER);
    }
    if (tried.size() >= request.attempts()) {
      return new OrderEnds(
          FailureType.ATTEMPTS_EXHAUSTED,
          "%d attempts were allowed".formatted(request.attempts()) + triedInWords(),
          Stage.TELL_ROBOT_ORDER);
    }
    return limitPassed(request) ? limitEnds(request, "") : null;
  }

  private void failIfLimitPassed(OrderRequest request, String what) {
    if (limitPassed(request)) {
      throw limitEnds(request, "; " + what);
    }
  }

  private OrderEnds limitEnds(OrderRequest request, String what) {
    return new OrderEnds(
        FailureType.LIMIT_EXCEEDED,
        "its limit of %s has passed%s".formatted(Durations.format(request.limit()), what)
            + triedInWords(),
        Objects.requireNonNullElse(path.last(), Stage.TELL_ROBOT_ORDER));
  }

  /** Waiting in the queue does not count. */
  private boolean limitPassed(OrderRequest request) {
    Duration making = Duration.between(Objects.requireNonNull(begun), now()).minus(queued);
    return making.compareTo(request.limit()) >= 0;
  }

  private void failIfCancelled(Stage stage) {
    if (ending == Ending.CANCELLED) {
      throw cancelled("", stage);
    }
  }

  private OrderEnds cancelled(String what, Stage stage) {
    return new OrderEnds(
        FailureType.ORDER_CANCELLED,
        "it was cancelled" + (what.isEmpty() ? "" : "; " + what) + triedInWords(),
        stage);
  }

  /** The one way an accepted order ends without being made. */
  private OrderResult end(OrderId order, OrderEnds why) {
    if (ending == null) {
      ending = Ending.FAILED;
    }
    if (ending == Ending.CANCELLED
        && !why.type.equals(FailureType.ORDER_CANCELLED)
        && !why.type.equals(FailureType.INTERNAL_ERROR)) {
      return end(order, cancelled(why.words, why.stage));
    }
    ignoreEarly();
    boolean cancelled = why.type.equals(FailureType.ORDER_CANCELLED);
    String message =
        cancelled
            ? "Order %s is cancelled: %s.".formatted(order, why.words)
            : "Order %s failed at %s: %s.".formatted(order, why.stage, why.words);
    path.enter(
        Stage.STATE_MACHINE_FAILED,
        "**%s**: %s".formatted(cancelled ? "Cancelled" : "Failed", Text.forMarkdown(why.words)));
    steps.end(new EndRequest(order));
    throw failure(why.type, message, why.stage);
  }

  /** Nothing has been claimed, so that nothing is to be given back. */
  private TemporalFailure refused(String message) {
    ending = Ending.FAILED;
    path.enter(Stage.STATE_MACHINE_FAILED, "**Refused**: " + Text.forMarkdown(message));
    return failure(FailureType.INVALID_ORDER, message, Stage.GET_ROBOT);
  }

  private TemporalFailure failure(String type, String message, Stage stage) {
    return ApplicationFailure.newNonRetryableFailure(message, type, new OrderFailure(stage, tried));
  }

  @Override
  public void robotSucceeded(@Nullable RobotSucceeded success) {
    answered(success == null ? null : success.robot(), new Answer(null));
  }

  @Override
  public void robotFailed(@Nullable RobotFailed failure) {
    String reason = failure == null ? null : failure.reason();
    answered(
        failure == null ? null : failure.robot(),
        new Answer(Text.forOneLine(Objects.requireNonNullElse(reason, ""), 256)));
  }

  /**
   * @param robot null when a signal came without one: anybody can send a signal, and an exception
   *     here would have the workflow task retried for ever
   */
  private void answered(@Nullable RobotName robot, Answer answer) {
    Attempt current = attempt;
    if (robot == null || hasTried(robot)) {
      ignore(1);
    } else if (current != null && current.robot.equals(robot) && current.answer == null) {
      current.answer = answer;
      madeIf(answer);
    } else if (current == null || !current.told) {
      // A worker that died between the publish and its workflow task: the task runs again, and
      // this is heard before the claim that will name the robot.
      early.putIfAbsent(robot, answer);
    } else {
      ignore(1);
    }
  }

  private boolean hasTried(RobotName robot) {
    return tried.stream().anyMatch(attempted -> attempted.robot().equals(robot));
  }

  private void madeIf(@Nullable Answer answer) {
    if (answer != null && answer.failure() == null && ending == null) {
      ending = Ending.MADE;
    }
  }

  /** What was said early by robots that this order then did not get. */
  private void ignoreEarly() {
    ignore(early.size());
    early.clear();
  }

  private void ignore(int answers) {
    if (answers == 0) {
      return;
    }
    Workflow.getMetricsScope().counter("smoothie_answers_ignored").inc(answers);
    if (!ignoredSome) {
      ignoredSome = true;
      log.info(
          "{} ignored an answer that it was not waiting for (more are only counted)",
          Workflow.getInfo().getWorkflowId());
    }
  }

  @Override
  public void wakeUp(@Nullable WakeUp wakeUp) {
    if (wakeUp != null && wakeUp.claim() == claim) {
      awake = true;
    }
  }

  @Override
  public CancelAnswer cancel(@Nullable CancelRequest request) {
    if (ending == null) {
      ending = Ending.CANCELLED;
      if (attempt != null) {
        path.say(
            "**Cancelled**: ends with the answer of %s, or its deadline"
                .formatted(escaped(attempt.robot)));
      }
    }
    return ending == Ending.CANCELLED ? CancelAnswer.ACCEPTED : CancelAnswer.TOO_LATE;
  }

  private String attemptInWords(OrderRequest request) {
    return request.attempts() == 1
        ? ""
        : ", attempt %d of %d".formatted(tried.size() + 1, request.attempts());
  }

  private String triedInWords() {
    return tried.isEmpty()
        ? ""
        : tried.stream()
            .map(attempted -> attempted.robot() + " " + attempted.what())
            .collect(Collectors.joining("; ", ": ", ""));
  }

  private static String escaped(RobotName robot) {
    return Text.forMarkdown(robot.value());
  }

  private static String inBrackets(String reason) {
    return reason.isEmpty() ? "" : " (" + reason + ")";
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  private static String atUtc(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS) + " (UTC)";
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
