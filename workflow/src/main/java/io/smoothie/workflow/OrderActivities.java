package io.smoothie.workflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order's activities. Each may run more than once and acts only on the claim that it names, so
 * that a call that stalled and goes on late changes nothing; only {@link #endOrder} acts on
 * whatever the order still has.
 *
 * <p>The activity types are the demo's state names where it had one.
 */
@ActivityInterface
public interface OrderActivities {
  String GET_ROBOT = "GetRobot";
  String TELL_ROBOT_ORDER = "TellRobotOrder";
  String SET_ROBOT_FINISHED = "SetRobotFinished";
  String SET_ROBOT_BROKEN = "SetRobotBroken";
  String CONFIRM_LISTENING = "ConfirmListening";
  String FREE_ROBOT = "FreeRobot";
  String LEAVE_QUEUE = "LeaveQueue";
  String END_ORDER = "EndOrder";

  /**
   * The type of the failures of {@link #confirmListening} and of {@link
   * RobotActivities#confirmSilence}.
   */
  String NOT_LISTENING = "NotListening";

  /**
   * GetRobot and SetRobotWorking: takes the first free robot, by name, that has what this order
   * needs and that the order has not used, or a place in the queue. Called again with the same
   * claim it answers with the robot already held.
   */
  @ActivityMethod(name = GET_ROBOT)
  ClaimResult getRobot(ClaimRequest request);

  /**
   * One try to tell the robot. The robot is marked as told before the message is published. Returns
   * a result instead of failing.
   */
  @ActivityMethod(name = TELL_ROBOT_ORDER)
  TellResult tellRobotOrder(TellRequest request);

  /**
   * The order is made: releases its robot and records the attempt's success, and the order's
   * ending. One of the two endings of an order.
   */
  @ActivityMethod(name = SET_ROBOT_FINISHED)
  void setRobotFinished(FinishRequest request);

  /**
   * The robot timed out or failed: it is set BROKEN, and no longer holds the order. One that timed
   * out and is connected, as it said last, is told that the order is cancelled, so that it stops.
   */
  @ActivityMethod(name = SET_ROBOT_BROKEN)
  void setRobotBroken(BrokenRequest request);

  /**
   * Confirms that a gateway would have heard the robot's answer: it has listened past the deadline,
   * and either since before the robot was told or for 30 s. Called after the deadline; Temporal
   * retries it until this is so, at no cost to the order's history.
   *
   * @throws io.temporal.failure.ApplicationFailure of type {@link #NOT_LISTENING}, with a sentence,
   *     while it is not so
   */
  @ActivityMethod(name = CONFIRM_LISTENING)
  ListeningResult confirmListening(ListeningRequest request);

  /**
   * Releases a robot that was not told. A robot that may have been told after all is kept, and the
   * result says so: only a workflow task that was lost can have told it. With {@code evenIfTold} it
   * releases one that was told and is not to blame that the order fails.
   */
  @ActivityMethod(name = FREE_ROBOT)
  FreeResult freeRobot(FreeRequest request);

  /** Leaves the queue, or finds that a robot was assigned meanwhile. */
  @ActivityMethod(name = LEAVE_QUEUE)
  LeaveResult leaveQueue(LeaveRequest request);

  /**
   * The order is over without being made: releases its robot and gives up its place in the queue,
   * and records its ending. A robot that was told is kept and named in the result, unless {@code
   * evenIfTold} is set: only a workflow task that was lost can have told a robot that the order
   * does not know of.
   */
  @ActivityMethod(name = END_ORDER)
  EndResult endOrder(EndRequest request);

  /**
   * @param startToClose the message expires after it
   * @param params what else the robot is told, or null
   * @param heartbeat the robot is to be heard at least this often; null: it may be silent
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record TellRequest(
      OrderId order,
      int claim,
      RobotName robot,
      String smoothie,
      Duration startToClose,
      @Nullable JobData params,
      @Nullable Duration heartbeat) {}

  /**
   * @param detail why the message was not sent, or null
   */
  record TellResult(TellOutcome outcome, @Nullable String detail) {}

  /** What came of telling the robot. */
  enum TellOutcome {
    TOLD,
    /** The broker took the message and said that its topic has no subscriber. */
    NOBODY_SUBSCRIBED,
    /** The broker certainly did not take it. */
    NOT_SENT,
    /** Nothing was published: no gateway listens, so that the answer would not be heard. */
    NO_GATEWAY,
    /** The broker certainly takes no message for this robot, and may take one for another. */
    REFUSED,
    /**
     * Nothing was published: this claim no longer holds the robot, or the robot said meanwhile that
     * it is away, and was released.
     */
    NOT_HELD;

    /** Whether the broker was asked and certainly has not taken the message. */
    public boolean isNotTaken() {
      return this == NOT_SENT || this == REFUSED;
    }
  }

  /**
   * @param ending how the order ends by this; null when another call tells it (the order is
   *     cancelled, or was about to end), and from orders of earlier versions
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record FinishRequest(OrderId order, int claim, RobotName robot, @Nullable OrderEnding ending) {
    /** Of an attempt by which the order does not end. */
    public FinishRequest(OrderId order, int claim, RobotName robot) {
      this(order, claim, robot, null);
    }
  }

  /**
   * @param reason why, fit to be shown on one line
   */
  record BrokenRequest(
      OrderId order, int claim, RobotName robot, AttemptOutcome outcome, String reason) {}

  /**
   * @param overdue how long ago the attempt's deadline was, by the workflow's clock: a length of
   *     time, since the database has a clock of its own
   */
  record ListeningRequest(OrderId order, int claim, RobotName robot, Duration overdue) {}

  /** Nothing yet; a record, so that fields can be added. */
  record ListeningResult() {}

  /**
   * @param outcome {@code NOT_SENT} or {@code REFUSED}; of a robot that was told {@code FAILED}, or
   *     {@code RELEASED} when it stopped because the order is cancelled
   * @param reason why, fit to be shown on one line
   * @param evenIfTold true when a robot that was told is released, too; else null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record FreeRequest(
      OrderId order,
      int claim,
      RobotName robot,
      AttemptOutcome outcome,
      String reason,
      @Nullable Boolean evenIfTold) {
    /** Of a robot that was not told. */
    public static FreeRequest untold(
        OrderId order, int claim, RobotName robot, AttemptOutcome outcome, String reason) {
      return new FreeRequest(order, claim, robot, outcome, reason, null);
    }
  }

  /**
   * @param stillTold whether the robot may have been told, and so was kept
   */
  record FreeResult(boolean stillTold) {}

  record LeaveRequest(OrderId order, int claim) {}

  /**
   * @param robot the robot that had been assigned and is now this order's to use, or null
   */
  record LeaveResult(@Nullable RobotName robot) {}

  /**
   * @param started when the order was due, as in its claims, which tells it from an earlier
   *     workflow of the same ID
   * @param evenIfTold whether a robot that was told is released, too
   * @param ending how the order ends by this, unless it keeps a robot; null from orders of earlier
   *     versions
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record EndRequest(
      OrderId order, Instant started, boolean evenIfTold, @Nullable OrderEnding ending) {
    /** One that does not say how the order ends. */
    public EndRequest(OrderId order, Instant started, boolean evenIfTold) {
      this(order, started, evenIfTold, null);
    }
  }

  /**
   * @param robot the robot that was told and still has the order, or null when nothing is left
   * @param claim the number of the claim that got that robot; else 0
   */
  record EndResult(@Nullable RobotName robot, int claim) {}
}
