package io.smoothie.cli.schedules;

import io.smoothie.cli.exit.ExitCode;
import io.smoothie.workflow.temporal.OrderSchedules;
import picocli.CommandLine.Command;

/** {@code smoothie schedules pause}. */
@Command(
    name = "pause",
    description = "Places no more orders until it is resumed; those that it has placed go on.",
    exitCodeList = {
      ExitCode.InHelp.DONE,
      ExitCode.InHelp.REFUSED,
      ExitCode.InHelp.USAGE,
      ExitCode.InHelp.UNAVAILABLE
    },
    footerHeading = "%nExample:%n",
    footer = "  smoothie schedules pause breakfast")
final class PauseScheduleCommand extends ScheduleChange {
  @Override
  String change(OrderSchedules schedules, String name) {
    schedules.pause(name);
    return "no longer places orders";
  }
}
