package io.smoothie.cli.robots;

import io.smoothie.activities.table.Table;
import io.smoothie.cli.exit.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code smoothie robots online}. */
@Command(
    name = "online",
    description = {
      "Has robots that are OFFLINE count as being there, when they are: the will of an old"
          + " connection may come after a robot's last birth. Orders that wait get them.",
      "What a robot says from now on counts again. One that is BROKEN stays so: smoothie robots"
          + " repair."
    },
    exitCodeList = {
      ExitCode.InHelp.DONE,
      ExitCode.InHelp.REFUSED,
      ExitCode.InHelp.USAGE,
      ExitCode.InHelp.UNAVAILABLE
    },
    footerHeading = "%nExample:%n",
    footer = "  smoothie robots online Robot1")
final class OnlineCommand extends WorkshopCommand {
  @Mixin private RobotNames names = new RobotNames();

  @Override
  boolean change(Table table, Workshop workshop) {
    return names.changeEach(workshop::online);
  }
}
