package io.smoothie.workflow;

import io.smoothie.workflow.OrderActivities.BrokenRequest;
import io.smoothie.workflow.OrderActivities.EndRequest;
import io.smoothie.workflow.OrderActivities.EndResult;
import io.smoothie.workflow.OrderActivities.FinishRequest;
import io.smoothie.workflow.OrderActivities.FreeRequest;
import io.smoothie.workflow.OrderActivities.LeaveRequest;
import io.smoothie.workflow.OrderActivities.LeaveResult;
import io.smoothie.workflow.OrderActivities.ListeningRequest;
import io.smoothie.workflow.OrderActivities.ListeningResult;
import io.smoothie.workflow.OrderActivities.TellOutcome;
import io.smoothie.workflow.OrderActivities.TellRequest;
import io.smoothie.workflow.OrderActivities.TellResult;
import io.smoothie.workflow.RobotActivities.SilenceRequest;
import io.smoothie.workflow.RobotActivities.SilenceResult;
import io.smoothie.workflow.RobotActivities.TellCancelRequest;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;

/**
 * How an order calls its activities. Claim, publish and finish are local activities: they cost a
 * marker and no round trip. A step that follows a timer, a cancel or an update is an ordinary
 * activity: a local activity acts before its workflow task is recorded, and that task may run again
 * and decide otherwise.
 */
final class ActivityCalls {
  private static final Logger log = Workflow.getLogger(SmoothieOrder.class);

  private static final LocalActivityOptions LOCAL =
      LocalActivityOptions.newBuilder()
          .setStartToCloseTimeout(Duration.ofSeconds(7))
          .setRetryOptions(
              RetryOptions.newBuilder()
                  .setInitialInterval(Duration.ofMillis(100))
                  .setMaximumAttempts(3)
                  .build())
          .build();

  private static final LocalActivityOptions LOCAL_ONCE =
      LocalActivityOptions.newBuilder(LOCAL)
          // Up to 6 s for the table, which is asked before the broker, and 7 s for the broker.
          .setStartToCloseTimeout(Duration.ofSeconds(15))
          .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
          .build();

  private static final ActivityOptions ORDINARY =
      ActivityOptions.newBuilder()
          .setStartToCloseTimeout(Duration.ofSeconds(30))
          .setRetryOptions(
              RetryOptions.newBuilder()
                  .setInitialInterval(Duration.ofSeconds(1))
                  .setMaximumInterval(Duration.ofSeconds(10))
                  .build())
          .build();

  ClaimResult claim(ClaimRequest request) {
    return localThenOrdinary(
        Stage.GET_ROBOT + " and " + Stage.SET_ROBOT_WORKING + ": claim " + request.claim(),
        activities -> activities.getRobot(request));
  }

  /**
   * One try; if the activity itself fails or times out, the robot counts as told, since it is not
   * known how far the activity came.
   */
  TellResult tell(TellRequest request) {
    try {
      return local(LOCAL_ONCE, Stage.TELL_ROBOT_ORDER + ": " + request.robot())
          .tellRobotOrder(request);
    } catch (ActivityFailure e) {
      return new TellResult(TellOutcome.TOLD, "whether the broker took the message is not known");
    }
  }

  /**
   * Does not wait: the order goes on whether or not the robot hears of it. A few tries, and one of
   * them has its time even where little is left of the attempt.
   */
  void tellCancel(TellCancelRequest request) {
    ActivityOptions options =
        ORDINARY.toBuilder()
            .setSummary("TellRobotCancel: " + request.robot() + " may stop")
            .setScheduleToCloseTimeout(request.left().plus(ORDINARY.getStartToCloseTimeout()))
            .setRetryOptions(ORDINARY.getRetryOptions().toBuilder().setMaximumAttempts(3).build())
            .build();
    var unused =
        Async.function(
                Workflow.newActivityStub(RobotActivities.class, options)::tellRobotCancel, request)
            .handle(
                (told, failure) -> {
                  if (failure != null) {
                    log.info(
                        "Order {} is cancelled, and its robot was not told: its answer or its"
                            + " deadline ends the attempt",
                        request.order(),
                        request.robot());
                  }
                  return told;
                });
  }

  void finish(FinishRequest request) {
    localThenOrdinary(
        Stage.SET_ROBOT_FINISHED + ": " + request.robot(),
        activities -> {
          activities.setRobotFinished(request);
          return true;
        });
  }

  void broken(BrokenRequest request) {
    ordinary(Stage.SET_ROBOT_BROKEN + ": " + request.robot()).setRobotBroken(request);
  }

  /** Whether the robot may have been told after all, and so was kept. */
  boolean free(FreeRequest request) {
    return ordinary(
            "FreeRobot: "
                + request.robot()
                + (request.evenIfTold() == null ? " was not told" : " is not to blame"))
        .freeRobot(request)
        .stillTold();
  }

  /**
   * Completes once a gateway is known to have listened; fails when none is known within {@code
   * patience}.
   *
   * @param between how long Temporal waits from one try to the next
   */
  Promise<ListeningResult> confirmListening(
      ListeningRequest request, Duration patience, Duration between) {
    ActivityOptions options =
        ORDINARY.toBuilder()
            .setSummary("ConfirmListening: would " + request.robot() + " have been heard?")
            .setScheduleToCloseTimeout(patience)
            .setRetryOptions(
                RetryOptions.newBuilder()
                    .setInitialInterval(between)
                    .setBackoffCoefficient(1)
                    .build())
            .build();
    return Async.function(
        Workflow.newActivityStub(OrderActivities.class, options)::confirmListening, request);
  }

  /** Completes once it is known whether the robot is silent; Temporal asks every other second. */
  Promise<SilenceResult> confirmSilence(SilenceRequest request) {
    ActivityOptions options =
        ORDINARY.toBuilder()
            .setSummary("ConfirmSilence: has " + request.robot() + " been heard?")
            .setRetryOptions(
                RetryOptions.newBuilder()
                    .setInitialInterval(Duration.ofSeconds(2))
                    .setBackoffCoefficient(1)
                    .build())
            .build();
    return Async.function(
        Workflow.newActivityStub(RobotActivities.class, options)::confirmSilence, request);
  }

  LeaveResult leaveQueue(LeaveRequest request) {
    return ordinary("LeaveQueue: timed out").leaveQueue(request);
  }

  EndResult end(EndRequest request) {
    return ordinary(Stage.STATE_MACHINE_FAILED + ": give back what the order has")
        .endOrder(request);
  }

  private static <R> R localThenOrdinary(String summary, Function<OrderActivities, R> call) {
    try {
      return call.apply(local(LOCAL, summary));
    } catch (ActivityFailure e) {
      // Three quick tries have failed. An ordinary activity waits for its retry without holding a
      // slot.
      return call.apply(ordinary(summary));
    }
  }

  private static OrderActivities local(LocalActivityOptions options, String summary) {
    return Workflow.newLocalActivityStub(
        OrderActivities.class, options.toBuilder().setSummary(summary).build());
  }

  private static OrderActivities ordinary(String summary) {
    return Workflow.newActivityStub(
        OrderActivities.class, ORDINARY.toBuilder().setSummary(summary).build());
  }
}
