package io.smoothie.workflow;

import io.smoothie.workflow.OrderActivities.ClaimOutcome;
import io.smoothie.workflow.OrderActivities.ClaimRequest;
import io.smoothie.workflow.OrderActivities.ClaimResult;
import io.smoothie.workflow.OrderActivities.FreeRequest;
import io.smoothie.workflow.OrderActivities.LeaveRequest;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** GetRobot and SetRobotWorking: claims a robot, and waits in the queue when none is free. */
final class GetRobot {
  private final Making making;
  private int claim;
  private int place;
  private boolean awake;

  GetRobot(Making making) {
    this.making = making;
  }

  /** The number of the order's latest claim. */
  int claim() {
    return claim;
  }

  /** The table has changed for whoever waits with this claim. */
  void wakeUp(int wokenClaim) {
    if (wokenClaim == claim) {
      awake = true;
    }
  }

  RobotName run() {
    if (making.outcome().isCancelled()) {
      throw making.endings().cancelled("", Stage.GET_ROBOT);
    }
    making
        .path()
        .enter(Stage.GET_ROBOT, "**Looking for a free robot**" + making.endings().attemptInWords());
    RobotName robot = nextClaim();
    if (robot == null) {
      robot = awaitRobot();
    }
    making
        .path()
        .enter(
            Stage.SET_ROBOT_WORKING,
            "**%s has the order**".formatted(Text.forMarkdown(robot.value())));
    giveBackIfTooLate(robot);
    return robot;
  }

  /** The claim, or setting the last robot broken, may have taken long. */
  private void giveBackIfTooLate(RobotName robot) {
    String notTold = "%s was not told".formatted(robot);
    if (making.outcome().isCancelled()) {
      release(robot);
      throw making.endings().cancelled(notTold, Stage.SET_ROBOT_WORKING);
    }
    if (making.time().isOver() && !making.answers().hasEarlyOneFrom(robot)) {
      making.outcome().failed();
      release(robot);
      throw making.endings().limitExceeded(notTold, Stage.SET_ROBOT_WORKING);
    }
  }

  private void release(RobotName robot) {
    making.steps().free(new FreeRequest(making.order(), claim, robot, AttemptOutcome.RELEASED));
  }

  /** A claim with a new number; null when it is in the queue. */
  private @Nullable RobotName nextClaim() {
    ClaimResult result;
    do {
      // Stale: local activities of a workflow task that was lost have claimed before.
      claim++;
      awake = false;
      result = callClaim();
    } while (result.outcome() == ClaimOutcome.STALE);
    return taken(result);
  }

  private ClaimResult callClaim() {
    return making
        .steps()
        .claim(
            new ClaimRequest(
                making.order(),
                claim,
                making.request().priority(),
                Instant.ofEpochMilli(Workflow.getInfo().getRunStartedTimestampMillis()),
                making.request().queues()));
  }

  /** The robot of a claim, or null when the order is in the queue. */
  private @Nullable RobotName taken(ClaimResult result) {
    return switch (result.outcome()) {
      case CLAIMED -> Objects.requireNonNull(result.robot());
      case QUEUED -> {
        place = result.position();
        yield null;
      }
      case NONE_FREE -> throw making.endings().noneFree();
      case NO_ROBOTS -> throw making.endings().noRobots();
      case ALL_TRIED -> throw making.endings().allTried();
      case STALE -> throw new IllegalStateException("claim %d is an old one".formatted(claim));
    };
  }

  /** Waits in the queue, at no cost. */
  private RobotName awaitRobot() {
    Instant since = MakingTime.now();
    CountDown queueTimeout =
        new CountDown(
            making.request().queueTimeout(),
            "Queue timeout: up to %s for a free robot"
                .formatted(Durations.format(making.request().queueTimeout())));
    RobotName robot = null;
    while (robot == null) {
      making
          .path()
          .say(
              "**Waiting for a free robot**, place %d in the queue, until %s at the latest"
                  .formatted(
                      place, MakingTime.inWords(since.plus(making.request().queueTimeout()))));
      Workflow.await(() -> awake || making.outcome().isCancelled() || queueTimeout.isOver());
      if (making.outcome().isCancelled()) {
        making.steps().leaveQueue(new LeaveRequest(making.order(), claim, false));
        throw making.endings().cancelled("it was waiting in the queue", Stage.GET_ROBOT);
      }
      if (awake) {
        awake = false;
        robot = taken(callClaim());
      } else {
        robot = making.steps().leaveQueue(new LeaveRequest(making.order(), claim, true)).robot();
        if (robot == null) {
          throw making.endings().queueTimedOut();
        }
      }
    }
    queueTimeout.stop();
    making.time().queuedSince(since);
    return robot;
  }
}
