package io.smoothie.workflow;

import io.smoothie.workflow.OrderActivities.LeaveRequest;
import io.smoothie.workflow.SmoothieOrderWorkflow.WakeUp;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** GetRobot and SetRobotWorking: claims a robot, and waits in the queue when none is free. */
final class GetRobot {
  private final OrderContext context;
  private int claim;
  private boolean awake;
  private boolean waiting;

  /** Since when the order has its latest robot. */
  private Instant robotSince = Instant.MIN;

  /** How long the order has been in the queue since a robot was told last. */
  private Duration waited = Duration.ZERO;

  GetRobot(OrderContext context) {
    this.context = context;
  }

  /** The number of the order's latest claim. */
  int claim() {
    return claim;
  }

  /** A robot was told: if the order needs another robot, its queue timeout begins anew. */
  void told() {
    OrderMetric.TELL.tookSince(robotSince);
    waited = Duration.ZERO;
  }

  /**
   * The table has changed for the order that waits with this claim ({@code ANY_CLAIM}: any claim).
   */
  void wakeUp(int wokenClaim) {
    if (wokenClaim == claim || wokenClaim == WakeUp.ANY_CLAIM) {
      awake = true;
    }
  }

  /** Whether the order waits in the queue and knows of no robot assigned to it. */
  boolean isWaiting() {
    return waiting && !awake;
  }

  RobotName run() {
    if (context.decision().isCancelled()) {
      throw context.endings().cancelled("", Stage.GET_ROBOT);
    }
    context
        .path()
        .enter(
            Stage.GET_ROBOT, "**Looking for a free robot**" + context.endings().attemptInWords());
    boolean isFirst = claim == 0;
    RobotName robot = nextClaim();
    if (isFirst) {
      OrderMetric.CLAIM.tookSince(context.started());
    }
    if (robot == null) {
      robot = awaitRobot();
    }
    context
        .path()
        .enter(
            Stage.SET_ROBOT_WORKING,
            "**%s has the order**".formatted(Text.forMarkdown(robot.value())));
    endIfTooLate(robot);
    robotSince = MakingTime.now();
    return robot;
  }

  /** The claim, or setting the last robot broken, may have taken long. */
  private void endIfTooLate(RobotName robot) {
    if (context.decision().isCancelled()) {
      throw context
          .endings()
          .cancelled("%s was not told".formatted(robot), Stage.SET_ROBOT_WORKING);
    }
    if (context.time().isOver() && !context.answers().hasEarlyOneFrom(robot)) {
      throw context
          .endings()
          .limitExceeded("%s was not told in time".formatted(robot), Stage.SET_ROBOT_WORKING);
    }
  }

  /** Claims with a new number; null when the order is now in the queue. */
  private @Nullable RobotName nextClaim() {
    ClaimResult result;
    int next = claim + 1;
    do {
      claim = next;
      awake = false;
      result = callClaim();
      // Stale: local activities of a workflow task that was lost have claimed before. The latest of
      // those claims may have a robot, and may have told it.
      next = Math.max(claim + 1, result.latest());
    } while (result.outcome() == ClaimOutcome.STALE);
    RobotName robot = taken(result);
    if (robot == null && context.time().isOver()) {
      throw context.endings().limitExceeded("no robot was free", Stage.GET_ROBOT);
    }
    return robot;
  }

  /** Repeats the claim that waits; null when the order goes on waiting. */
  private @Nullable RobotName claimAgain() {
    awake = false;
    ClaimResult result = callClaim();
    // Stale: this claim was assigned a robot meanwhile, and lost it again.
    return result.outcome() == ClaimOutcome.STALE ? nextClaim() : taken(result);
  }

  private ClaimResult callClaim() {
    return context
        .activities()
        .claim(
            new ClaimRequest(
                context.order(),
                claim,
                context.request().priority(),
                context.started(),
                context.request().queues(),
                claim == 1 ? context.request().params() : null,
                context.request().needs().isNone() ? null : context.request().needs()));
  }

  /** The robot of a claim, or null when the order is in the queue. */
  private @Nullable RobotName taken(ClaimResult result) {
    if (Boolean.FALSE.equals(result.mayBeTold())) {
      context.answers().forgetEarlyOnesOfStrangers();
    }
    return switch (result.outcome()) {
      case CLAIMED -> Objects.requireNonNull(result.robot());
      case QUEUED -> {
        // No robot has been told: no answer that came so far counts.
        context.answers().forgetEarlyOnes();
        yield null;
      }
      case NONE_FREE -> throw context.endings().noneFree();
      case NO_ROBOTS -> throw context.endings().noRobots();
      case NONE_ABLE -> throw context.endings().noneAble(Objects.requireNonNull(result.detail()));
      case ALL_TRIED -> throw context.endings().allTried();
      case CLOSED -> throw context.endings().closed();
      case INVALID -> throw context.endings().invalid(Objects.requireNonNull(result.detail()));
      case STALE -> throw new IllegalStateException("claim %s is an old one".formatted(claim));
    };
  }

  /** Waits in the queue, at no cost. */
  private RobotName awaitRobot() {
    context.time().standStill();
    // The wait for a robot that went away before it was told counts towards the queue timeout.
    Duration left = context.request().queueTimeout().minus(waited);
    Instant until = MakingTime.now().plus(left);
    CountDown queueTimeout =
        new CountDown(
            left, "Queue timeout: up to %s for a free robot".formatted(Durations.format(left)));
    RobotName robot = null;
    while (robot == null) {
      // Not its place, which changes while the workflow sleeps: `smoothie queue list` has that.
      context
          .path()
          .say(
              "**Waiting for %s** in the queue, until %s at the latest"
                  .formatted(
                      Text.forMarkdown(context.request().needs().robotInWords()),
                      MakingTime.inWords(until)));
      waiting = true;
      Workflow.await(() -> awake || context.decision().isCancelled() || queueTimeout.isOver());
      waiting = false;
      if (context.decision().isCancelled()) {
        throw context.endings().cancelled("it was waiting in the queue", Stage.GET_ROBOT);
      }
      if (awake) {
        robot = claimAgain();
      } else {
        robot = context.activities().leaveQueue(new LeaveRequest(context.order(), claim)).robot();
        if (robot == null) {
          throw context.endings().queueTimedOut(!waited.isZero());
        }
      }
    }
    queueTimeout.stop();
    Duration stood = context.time().goOn();
    OrderMetric.QUEUE.took(stood);
    waited = waited.plus(stood);
    return robot;
  }
}
