package io.smoothie.cli.schedules;

import io.smoothie.cli.exit.ExitCode;
import io.smoothie.workflow.temporal.OrderSchedules;
import picocli.CommandLine.Command;

/** {@code smoothie schedules resume}. */
@Command(
    name = "resume",
    description = "Places orders again, from the next time on; what was missed stays missed.",
    exitCodeList = {
      ExitCode.InHelp.DONE,
      ExitCode.InHelp.REFUSED,
      ExitCode.InHelp.USAGE,
      ExitCode.InHelp.UNAVAILABLE
    },
    footerHeading = "%nExample:%n",
    footer = "  smoothie schedules resume breakfast")
final class ResumeScheduleCommand extends ScheduleChange {
  @Override
  String change(OrderSchedules schedules, String name) {
    schedules.resume(name);
    return "places orders again";
  }
}
