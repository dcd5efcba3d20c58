package io.smoothie.cli.robots;

import io.smoothie.activities.table.Table;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.workflow.RobotName;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code smoothie robots reset}: what the demo's script of that name does. */
@Command(
    name = "reset",
    description = {
      "As the demo's script: adds Robot1 and Robot2 if they are missing, and makes them ONLINE,"
          + " also if they said that they are away. Leaves other robots alone.",
      "Refused for one that a running order has."
    },
    exitCodeList = {
      ExitCode.InHelp.DONE,
      ExitCode.InHelp.REFUSED,
      ExitCode.InHelp.USAGE,
      ExitCode.InHelp.UNAVAILABLE
    },
    footerHeading = "%nExample:%n",
    footer = "  smoothie robots reset")
final class ResetCommand extends WorkshopCommand {
  private static final List<RobotName> DEMO =
      List.of(new RobotName("Robot1"), new RobotName("Robot2"));

  @Override
  boolean change(Table table, Workshop workshop) {
    // Before any change, because it asks Temporal and may fail.
    List<Workshop.Case> known =
        workshop.cases(DEMO).stream().filter(one -> one.robot() != null).toList();
    workshop.add(DEMO);
    boolean done = true;
    for (Workshop.Case one : known) {
      done &= workshop.repair(one);
    }
    return done;
  }
}
