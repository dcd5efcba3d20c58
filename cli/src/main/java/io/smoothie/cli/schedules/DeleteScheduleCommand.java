package io.smoothie.cli.schedules;

import io.smoothie.cli.exit.ExitCode;
import io.smoothie.workflow.temporal.OrderSchedules;
import picocli.CommandLine.Command;

/** {@code smoothie schedules delete}. */
@Command(
    name = "delete",
    description = "Deletes a schedule; the orders that it has placed go on.",
    exitCodeList = {
      ExitCode.InHelp.DONE,
      ExitCode.InHelp.REFUSED,
      ExitCode.InHelp.USAGE,
      ExitCode.InHelp.UNAVAILABLE
    },
    footerHeading = "%nExample:%n",
    footer = "  smoothie schedules delete breakfast")
final class DeleteScheduleCommand extends ScheduleChange {
  @Override
  String change(OrderSchedules schedules, String name) {
    schedules.delete(name);
    return "is deleted";
  }
}
