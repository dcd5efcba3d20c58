package io.smoothie.workflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** One order, from being placed to its one ending. */
@WorkflowInterface
public interface SmoothieOrderWorkflow {
  /** The workflow type, as in {@code temporal workflow start --type}. */
  String TYPE = "SmoothieOrderWorkflow";

  String ROBOT_SUCCEEDED = "robotSucceeded";
  String ROBOT_FAILED = "robotFailed";
  String WAKE_UP = "wakeUp";
  String HEARTBEAT_TIMEOUT = "heartbeatTimeout";

  /** The update that asks for a cancel. */
  String CANCEL = "cancel";

  /**
   * Makes the order; returns once it is made.
   *
   * @throws io.temporal.failure.ApplicationFailure with a type of {@link FailureType} and an {@link
   *     OrderFailure} as its details, when it is not
   */
  @WorkflowMethod
  OrderResult make(@Nullable OrderRequest request);

  /** A robot says that it has made the smoothie. */
  @SignalMethod(name = ROBOT_SUCCEEDED)
  void robotSucceeded(@Nullable RobotSucceeded success);

  /** A robot says that it cannot make the smoothie. */
  @SignalMethod(name = ROBOT_FAILED)
  void robotFailed(@Nullable RobotFailed failure);

  /** The table has changed for this order while it waits in the queue: claim again. */
  @SignalMethod(name = WAKE_UP)
  void wakeUp(@Nullable WakeUp wakeUp);

  /** The robot that works seems not to have been heard for as long as the order's heartbeat. */
  @SignalMethod(name = HEARTBEAT_TIMEOUT)
  void heartbeatTimeout(@Nullable HeartbeatTimeout timeout);

  /** Asks for the order to be cancelled; answers at once, also while a robot works. */
  @UpdateMethod(name = CANCEL)
  CancelAnswer cancel(@Nullable CancelRequest request);

  /**
   * A robot's success, as the gateway passes it on.
   *
   * @param result what the robot says of what it made, or null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RobotSucceeded(RobotName robot, @Nullable JobData result) {
    /** A success that says nothing more. */
    public static RobotSucceeded by(RobotName robot) {
      return new RobotSucceeded(robot, null);
    }
  }

  /**
   * A robot's failure, as the gateway passes it on.
   *
   * @param reason in the robot's words, fit to be shown on one line; may be empty
   * @param details what else the robot says of it, or null
   * @param retry false when the robot says that no robot can make this order; else null
   * @param cancelled true when the robot says that it stopped because the order is cancelled, which
   *     counts only if it is; else null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RobotFailed(
      RobotName robot,
      String reason,
      @Nullable JobData details,
      @Nullable Boolean retry,
      @Nullable Boolean cancelled) {
    /** A failure of this robot, of which it gives but the reason. */
    public static RobotFailed of(RobotName robot, String reason) {
      return new RobotFailed(robot, reason, null, null, null);
    }

    /** The longest reason that is kept, in code points. */
    public static final int MAX_REASON_CODE_POINTS = 256;
  }

  /**
   * A robot has not been heard; the order itself asks the table whether that is so.
   *
   * @param robot names the attempt, too: an order never uses a robot again that it has told
   */
  record HeartbeatTimeout(RobotName robot) {}

  /**
   * Tells a waiter that its claim will now have another result.
   *
   * @param claim the number of the claim that queued; {@link #ANY_CLAIM} when the table has lost it
   */
  record WakeUp(int claim) {
    /** Wakes the order whatever claim it waits with. */
    public static final int ANY_CLAIM = 0;
  }

  /** Nothing yet; a record, so that fields can be added. */
  record CancelRequest() {}

  /** Whether a cancel was accepted. */
  enum CancelAnswer {
    /**
     * The order has ended as cancelled, or will: at once, or when its robot has answered or timed
     * out.
     */
    ACCEPTED,
    /** How the order ends was already decided. */
    TOO_LATE
  }
}
