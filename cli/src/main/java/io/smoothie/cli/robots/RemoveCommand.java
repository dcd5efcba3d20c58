package io.smoothie.cli.robots;

import io.smoothie.activities.table.Table;
import io.smoothie.cli.input.Values;
import io.smoothie.workflow.RobotName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code smoothie robots remove}. */
@Command(
    name = "remove",
    description = {
      "Removes robots; refused for one that a running order has.",
      "Orders that wait, and are left without any robot they may have, fail."
    },
    footerHeading = "%nExample:%n",
    footer = "  smoothie robots remove Robot2")
final class RemoveCommand extends WorkshopCommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "NAME",
      converter = Values.OfRobot.class,
      description = "Which robots.")
  private List<RobotName> names = new ArrayList<>();

  @Override
  boolean change(Table table, Workshop workshop) {
    boolean all = true;
    for (Workshop.Case one : workshop.cases(new LinkedHashSet<>(names))) {
      all &= workshop.remove(one);
    }
    return all;
  }
}
