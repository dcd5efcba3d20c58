package io.smoothie.workflow;

import io.smoothie.workflow.OrderActivities.EndRequest;
import io.smoothie.workflow.OrderActivities.EndResult;
import io.smoothie.workflow.OrderFailure.FailedAttempt;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** StateMachineFailed: the one way an accepted order ends without being made. */
final class StateMachineFailed {
  /** Every ending of an order is logged under one name. */
  private static final Logger log = Workflow.getLogger(SmoothieOrder.class);

  /** How long a cancelled order stays open for Temporal's own cancel. */
  private static final Duration TEMPORALS_CANCEL = Duration.ofSeconds(2);

  private final OrderContext context;
  private final @Nullable RobotName robot;
  private final BooleanSupplier canceledByTemporal;

  /**
   * @param robot the robot that the order had last, as far as the order knows; or null
   * @param canceledByTemporal whether Temporal's own cancel is recorded, so that the execution
   *     closes as CANCELED
   */
  StateMachineFailed(
      OrderContext context, @Nullable RobotName robot, BooleanSupplier canceledByTemporal) {
    this.context = context;
    this.robot = robot;
    this.canceledByTemporal = canceledByTemporal;
  }

  /** Returns the failure to throw, once nothing of the order is left in the table. */
  TemporalFailure run(OrderEndsException why) {
    context.decision().failed();
    if (context.decision().isCancelled() && why.isOvertakenByCancel()) {
      return run(Endings.cancelledAs(why));
    }
    // From now on a robot's answer counts only if the table says that this robot was told.
    context.answers().expectNone();
    boolean defect = why.type.equals(FailureType.INTERNAL_ERROR);
    EndResult left = end(why, robot, defect);
    RobotName last = robot;
    OrderEndsException ending = why;
    if (left.robot() != null) {
      last = left.robot();
      ending = new SeeOut(context, last, left.claim(), why).run();
      var unused = end(ending, last, /* evenIfTold= */ true);
    }
    context.answers().forgetEarlyOnes();
    boolean cancelled = ending.isCancelled();
    context
        .path()
        .enter(
            Stage.STATE_MACHINE_FAILED,
            "**%s**: %s"
                .formatted(cancelled ? "Cancelled" : "Failed", Text.forMarkdown(ending.words)));
    String message = ending.message(context.order());
    if (cancelled) {
      awaitTemporalsCancel();
    }
    if (cancelled || canceledByTemporal.getAsBoolean()) {
      RecordedEnding.cancelled(last);
    } else {
      RecordedEnding.failed(last, ending.type);
    }
    if (canceledByTemporal.getAsBoolean()) {
      // Whatever is thrown, the execution closes as CANCELED, and the SDK logs no warning of it.
      Workflow.upsertMemo(
          Map.of(Cancelled.MEMO, new Cancelled(message, ending.stage, context.endings().tried())));
      log.info("{}", message, last);
      return new CanceledFailure(message);
    }
    return failure(ending.type, message, ending.stage, context.endings().tried(), last);
  }

  private EndResult end(OrderEndsException how, @Nullable RobotName last, boolean evenIfTold) {
    OrderEnding ending = OrderEnding.notMade(context, how, last, canceledByTemporal.getAsBoolean());
    return context
        .activities()
        .end(new EndRequest(context.order(), context.started(), evenIfTold, ending));
  }

  /**
   * A client that cancels an order asks Temporal for its own cancel, too, once our update is
   * accepted, so that the execution closes as CANCELED. Nothing depends on it: the client may have
   * died in between.
   */
  private void awaitTemporalsCancel() {
    if (!canceledByTemporal.getAsBoolean()) {
      CountDown wait =
          new CountDown(TEMPORALS_CANCEL, "Up to 2s for Temporal's own cancel of the execution");
      Workflow.await(() -> canceledByTemporal.getAsBoolean() || wait.isOver());
    }
  }

  /** The failure of an order that is refused before it claims. */
  static TemporalFailure refused(Path path, String message) {
    path.enter(Stage.STATE_MACHINE_FAILED, "**Refused**: " + Text.forMarkdown(message));
    RecordedEnding.failed(null, FailureType.INVALID_ORDER);
    return failure(FailureType.INVALID_ORDER, message, Stage.GET_ROBOT, List.of(), null);
  }

  private static TemporalFailure failure(
      String type,
      String message,
      Stage stage,
      List<FailedAttempt> tried,
      @Nullable RobotName last) {
    // One line, in place of the warning and the stack trace that the SDK logs for a failed
    // execution. The robot has no place in the text: it is a field where lines are JSON.
    if (type.equals(FailureType.ORDER_CANCELLED)) {
      log.info("{}", message, last);
    } else {
      log.warn("{} ({})", message, type, last);
    }
    return ApplicationFailure.newNonRetryableFailure(message, type, new OrderFailure(stage, tried));
  }
}
