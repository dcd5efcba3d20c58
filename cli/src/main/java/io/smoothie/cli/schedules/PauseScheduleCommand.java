package io.smoothie.cli.schedules;

import io.smoothie.workflow.temporal.OrderSchedules;
import picocli.CommandLine.Command;

/** {@code smoothie schedules pause}. */
@Command(
    name = "pause",
    description = "Places no more orders until it is resumed; those that it has placed go on.",
    footerHeading = "%nExample:%n",
    footer = "  smoothie schedules pause breakfast")
final class PauseScheduleCommand extends ScheduleChange {
  @Override
  String change(OrderSchedules schedules, String name) {
    schedules.pause(name);
    return "no longer places orders";
  }
}
