package io.smoothie.workflow;

import io.smoothie.workflow.CurrentAttempt.Answer;
import io.smoothie.workflow.OrderActivities.FinishRequest;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** The story of one order. Its stages are the demo's; see {@link Stage}. */
public final class SmoothieOrder implements SmoothieOrderWorkflow {
  private static final Logger log = Workflow.getLogger(SmoothieOrder.class);

  private final OrderRequest request;
  private final Optional<OrderId> order = OrderId.ofTaskToken(Workflow.getInfo().getWorkflowId());
  private final ActivityCalls activities = new ActivityCalls();
  private final Path path = new Path();
  private final Decision decision = new Decision();
  private final Answers answers = new Answers(decision);

  /** Whether Temporal's own cancel is recorded, so that the execution closes as CANCELED. */
  private boolean canceledByTemporal;

  /** Null until the order is accepted. */
  private @Nullable GetRobot getRobot;

  /** The robot that has the order, or had it last. */
  private @Nullable RobotName robot;

  @WorkflowInit
  public SmoothieOrder(@Nullable OrderRequest request) {
    this.request = request == null ? OrderRequest.of("") : request;
    if (refusal().isPresent()) {
      // Decided here, before any client can ask for a cancel.
      decision.failed();
    }
  }

  @Override
  public OrderResult make(@Nullable OrderRequest request) {
    OrderMetric.PLACED.count();
    CancellationScope.current()
        .getCancellationRequest()
        .thenApply(
            reason -> {
              canceledByTemporal = true;
              cancel(new CancelRequest());
              return reason;
            });
    // Detached: a cancel decides how the order ends, but interrupts none of the steps.
    OrderResult[] result = new OrderResult[1];
    Workflow.newDetachedCancellationScope(() -> result[0] = makeOrFail(accept())).run();
    return result[0];
  }

  private OrderContext accept() {
    Optional<String> refusal = refusal();
    if (refusal.isPresent()) {
      throw StateMachineFailed.refused(path, refusal.get());
    }
    return new OrderContext(order.orElseThrow(), request, activities, path, decision, answers);
  }

  /** Why the order is refused before it claims: it cannot be made, or no robot could answer it. */
  private Optional<String> refusal() {
    if (order.isEmpty()) {
      return Optional.of(
          ("An order's workflow ID is \"%s\" and an order ID of 1 to 100 letters, digits, dots,"
                  + " hyphens, underscores and colons; this one is not, so no robot could answer"
                  + " it.")
              .formatted(OrderId.PREFIX));
    }
    return request
        .problem()
        .or(() -> request.problemOfDue(OrderContext.placed()))
        .map(problem -> "Order %s is not one: %s.".formatted(order.get(), problem));
  }

  private OrderResult makeOrFail(OrderContext context) {
    try {
      return make(context);
    } catch (OrderEndsException e) {
      throw new StateMachineFailed(context, robot, () -> canceledByTemporal).run(e);
    } catch (RuntimeException e) {
      // Not in a finally block: evicting a cached workflow runs that, too.
      log.error("Order {} met a defect", context.order(), e);
      throw new StateMachineFailed(context, robot, () -> canceledByTemporal)
          .run(Endings.defect(e, Objects.requireNonNullElse(path.last(), Stage.GET_ROBOT)));
    }
  }

  private OrderResult make(OrderContext context) {
    // 0 A scheduled order waits until it is due
    new AwaitDue(context).run();

    GetRobot claims = new GetRobot(context); // The field is for the signals' handlers.
    getRobot = claims;
    while (true) {
      // 1 GetRobot, 2 SetRobotWorking
      CurrentAttempt attempt = answers.expectFrom(claims.run());
      robot = attempt.robot;

      // 3 TellRobotOrder, and wait for the robot's answer
      if (!new TellRobotOrder(context, claims.claim(), attempt).run()) {
        continue;
      }
      claims.told();
      new AwaitAnswer(context, claims.claim(), attempt).run();

      // 4 SetRobotFinished, 5 StateMachineFinish
      if (attempt.answer != null && attempt.answer.isSuccess()) {
        return finish(context, claims.claim(), attempt);
      }

      // 4 SetRobotBroken, then the next attempt or 5 StateMachineFailed
      new SetRobotBroken(context, claims.claim(), attempt).run();
    }
  }

  private OrderResult finish(OrderContext context, int claim, CurrentAttempt attempt) {
    path.enter(Stage.SET_ROBOT_FINISHED, "**%s has made it**".formatted(attempt.shown()));
    activities.finish(
        new FinishRequest(
            context.order(),
            claim,
            attempt.robot,
            decision.isCancelled() ? null : OrderEnding.made(context, attempt.robot)));
    if (decision.isCancelled()) {
      throw context
          .endings()
          .cancelled("%s had made it by then".formatted(attempt.robot), Stage.SET_ROBOT_FINISHED);
    }
    path.enter(Stage.STATE_MACHINE_FINISH, "**Made by %s**".formatted(attempt.shown()));
    log.info(
        "Order {}: {} was made by {} in {}",
        context.order(),
        context.request().smoothie(),
        attempt.robot,
        Durations.format(Duration.between(context.started(), MakingTime.now())));
    RecordedEnding.made(attempt.robot, context.started());
    return new OrderResult(
        context.order(),
        context.request().smoothie(),
        attempt.robot,
        context.endings().tried().size() + 1,
        attempt.answer == null ? null : attempt.answer.data());
  }

  @Override
  public void robotSucceeded(@Nullable RobotSucceeded success) {
    heard(
        success == null ? null : success.robot(),
        Answer.success(success == null ? null : success.result()));
  }

  @Override
  public void robotFailed(@Nullable RobotFailed failure) {
    String reason = failure == null ? null : failure.reason();
    heard(
        failure == null ? null : failure.robot(),
        new Answer(
            Text.forOneLine(
                Objects.requireNonNullElse(reason, ""), RobotFailed.MAX_REASON_CODE_POINTS),
            failure == null ? null : failure.details(),
            failure == null || !Boolean.FALSE.equals(failure.retry()),
            failure != null && Boolean.TRUE.equals(failure.cancelled()) && decision.isCancelled()));
  }

  private void heard(@Nullable RobotName robot, Answer answer) {
    answers.heard(robot, answer, getRobot != null && getRobot.isWaiting());
  }

  @Override
  public void wakeUp(@Nullable WakeUp wakeUp) {
    if (getRobot != null && wakeUp != null) {
      getRobot.wakeUp(wakeUp.claim());
    }
  }

  @Override
  public void heartbeatTimeout(@Nullable HeartbeatTimeout timeout) {
    // In the queue it has no robot: such a signal is of an attempt that is over.
    if (timeout != null && (getRobot == null || !getRobot.isWaiting())) {
      answers.seemsSilent(timeout.robot());
    }
  }

  @Override
  public CancelAnswer cancel(@Nullable CancelRequest request) {
    CurrentAttempt attempt = answers.awaited();
    if (decision.cancel() && attempt != null) {
      path.say(
          "**Cancelled**: ends with the answer of %s, or its deadline".formatted(attempt.shown()));
    }
    return decision.isCancelled() ? CancelAnswer.ACCEPTED : CancelAnswer.TOO_LATE;
  }
}
