package io.smoothie.workflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an order does about a robot that is at work on it. Each may run more than once and acts only
 * on the claim that it names, as the {@link OrderActivities} do.
 */
@ActivityInterface
public interface RobotActivities {
  String TELL_ROBOT_CANCEL = "TellRobotCancel";
  String CONFIRM_SILENCE = "ConfirmSilence";

  /** The type of the failure of {@link #tellRobotCancel}. */
  String CANCEL_NOT_SENT = "CancelNotSent";

  /**
   * The order is cancelled: tells the robot, if this claim still holds it, so that it can stop.
   * Nothing depends on it: the robot's answer or its deadline ends the attempt.
   *
   * @throws io.temporal.failure.ApplicationFailure of type {@link #CANCEL_NOT_SENT} when the broker
   *     did not take the message
   */
  @ActivityMethod(name = TELL_ROBOT_CANCEL)
  TellCancelResult tellRobotCancel(TellCancelRequest request);

  /**
   * Finds out whether the robot has not been heard for as long as the order's heartbeat. Called
   * once it seems so; Temporal retries it until that is known, at no cost to the order's history.
   *
   * @throws io.temporal.failure.ApplicationFailure of type {@link OrderActivities#NOT_LISTENING},
   *     with a sentence, while no gateway would have heard the robot
   */
  @ActivityMethod(name = CONFIRM_SILENCE)
  SilenceResult confirmSilence(SilenceRequest request);

  /**
   * @param left the message expires after it: what is left of the attempt, or a second
   */
  record TellCancelRequest(OrderId order, int claim, RobotName robot, Duration left) {}

  /**
   * @param sent false when the claim no longer held the robot, so that nothing was to be sent
   */
  record TellCancelResult(boolean sent) {}

  record SilenceRequest(OrderId order, int claim, RobotName robot) {}

  /**
   * @param silent false when the robot was heard in time after all, or its attempt is over
   * @param progress what the robot said last of its work, in words; null when it said nothing
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SilenceResult(boolean silent, @Nullable String progress) {}
}
