package io.smoothie.cli.show;

import io.smoothie.workflow.OrderActivities;
import io.smoothie.workflow.RobotActivities;
import io.smoothie.workflow.Text;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether an order waits for an activity. */
final class ActivityWait {
  private ActivityWait() {}

  /** The ordinary activity that was scheduled last of those under way, or null. */
  static @Nullable Wait in(List<Step> steps, Path path) {
    Set<Long> over =
        steps.stream()
            .filter(step -> step.kind() == Step.Kind.CLOSED)
            .map(Step::id)
            .collect(Collectors.toSet());
    String unheard = unheard(steps, path);
    Wait last = null;
    for (Step step : steps) {
      // Meanwhile the order waits for its robot's answer.
      boolean isWaitedFor =
          !step.name().equals(RobotActivities.TELL_ROBOT_CANCEL)
              && !step.name().equals(RobotActivities.CONFIRM_SILENCE);
      if (step.isOpen() && isWaitedFor && !over.contains(step.id())) {
        if (!step.name().equals(OrderActivities.CONFIRM_LISTENING)) {
          String name = Text.forOneLine(step.name(), 60);
          last = new Wait(Wait.Kind.ACTIVITY, step.at(), path.holds(), null, name);
        } else if (!unheard.isEmpty()) {
          last = new Wait(Wait.Kind.GATEWAY, step.at(), path.holds(), null, unheard);
        } // The first check takes a moment: until it fails, the order waits for the robot.
      }
    }
    return last;
  }

  /** Why no gateway could hear the robot, if the latest check of this visit failed; else empty. */
  private static String unheard(List<Step> steps, Path path) {
    return steps.stream()
        .filter(step -> step.kind() == Step.Kind.CLOSED)
        .filter(step -> step.name().equals(OrderActivities.CONFIRM_LISTENING))
        .filter(step -> !step.at().isBefore(path.last().started()))
        .reduce((first, second) -> second)
        .map(Step::failure)
        .orElse("");
  }
}
