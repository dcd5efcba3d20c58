package io.smoothie.workflow.trace;

import io.smoothie.workflow.SmoothieOrderWorkflow;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotFailed;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotSucceeded;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor.SignalInput;
import io.temporal.workflow.Workflow;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A robot's answer, as its order heard it.
 *
 * @param signal the signal that it came as
 * @param at in epoch milliseconds, by the workflow's clock
 * @param robot empty where the signal names none
 * @param gateway the span of the gateway that passed it on; empty for a robot that continues no
 *     trace
 */
record HeardAnswer(String signal, long at, String robot, Optional<TraceParent> gateway) {
  /** Empty for another signal than a robot's answer. */
  static Optional<HeardAnswer> of(SignalInput input) {
    String signal = input.getSignalName();
    if (!signal.equals(SmoothieOrderWorkflow.ROBOT_SUCCEEDED)
        && !signal.equals(SmoothieOrderWorkflow.ROBOT_FAILED)) {
      return Optional.empty();
    }
    Object[] arguments = input.getArguments();
    return Optional.of(
        new HeardAnswer(
            signal,
            Workflow.currentTimeMillis(),
            arguments.length == 0 ? "" : robot(arguments[0]),
            TraceHeader.read(input.getHeader())));
  }

  private static String robot(@Nullable Object answer) {
    if (answer instanceof RobotSucceeded success && success.robot() != null) {
      return success.robot().value();
    }
    return answer instanceof RobotFailed failure && failure.robot() != null
        ? failure.robot().value()
        : "";
  }
}
