package io.smoothie.cli.robots;

import io.smoothie.activities.table.Table;
import io.smoothie.cli.exit.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code smoothie robots remove}. */
@Command(
    name = "remove",
    description = {
      "Removes robots; refused for one that a running order has: smoothie robots drain NAME --wait.",
      "Orders that wait, and are left without any robot they may have, fail."
    },
    exitCodeList = {
      ExitCode.InHelp.DONE,
      ExitCode.InHelp.REFUSED,
      ExitCode.InHelp.USAGE,
      ExitCode.InHelp.UNAVAILABLE
    },
    footerHeading = "%nExample:%n",
    footer = "  smoothie robots remove Robot2")
final class RemoveCommand extends WorkshopCommand {
  @Mixin private RobotNames names = new RobotNames();

  @Override
  boolean change(Table table, Workshop workshop) {
    boolean all = true;
    for (Workshop.Case one : workshop.cases(names.each())) {
      all &= workshop.remove(one);
    }
    return all;
  }
}
