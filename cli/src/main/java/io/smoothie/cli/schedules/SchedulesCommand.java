package io.smoothie.cli.schedules;

import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.input.CommandGroup;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code smoothie schedules}. */
@Command(
    name = "schedules",
    description = {
      "Orders that are placed again and again, by Temporal's Schedules.",
      "They are in Temporal's Web UI, too. The in-memory Temporal has none."
    },
    synopsisSubcommandLabel = "COMMAND",
    exitCodeList = {ExitCode.InHelp.DONE, ExitCode.InHelp.USAGE},
    footerHeading = "%nExample:%n",
    footer = "  smoothie schedules create breakfast \"Green Smoothie\" --cron \"0 8 * * *\"")
public final class SchedulesCommand implements CommandGroup {
  @Override
  public List<Class<?>> subcommands() {
    return List.of(
        CreateScheduleCommand.class,
        ListSchedulesCommand.class,
        PauseScheduleCommand.class,
        ResumeScheduleCommand.class,
        DeleteScheduleCommand.class);
  }
}
