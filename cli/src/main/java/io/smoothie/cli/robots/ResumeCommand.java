package io.smoothie.cli.robots;

import io.smoothie.activities.table.Table;
import io.smoothie.cli.exit.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code smoothie robots resume}. */
@Command(
    name = "resume",
    description = {
      "Brings robots back into service: they get orders again, those that wait first.",
      "One that is BROKEN or OFFLINE stays so: smoothie robots repair, smoothie robots online."
    },
    exitCodeList = {
      ExitCode.InHelp.DONE,
      ExitCode.InHelp.REFUSED,
      ExitCode.InHelp.USAGE,
      ExitCode.InHelp.UNAVAILABLE
    },
    footerHeading = "%nExample:%n",
    footer = "  smoothie robots resume Robot1")
final class ResumeCommand extends WorkshopCommand {
  @Mixin private RobotNames names = new RobotNames();

  @Override
  boolean change(Table table, Workshop workshop) {
    return names.changeEach(workshop::resume);
  }
}
