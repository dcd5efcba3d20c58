package io.smoothie.cli.robots;

import io.smoothie.activities.table.Table;
import io.smoothie.cli.input.Values;
import io.smoothie.workflow.RobotName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code smoothie robots online}. */
@Command(
    name = "online",
    description = {
      "Has robots that are OFFLINE count as being there, when they are: the will of an old"
          + " connection may come after a robot's last birth. Whoever waits gets them.",
      "What a robot says from now on counts again. One that is BROKEN stays so: smoothie robots"
          + " repair."
    },
    footerHeading = "%nExample:%n",
    footer = "  smoothie robots online Robot1")
final class OnlineCommand extends WorkshopCommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "NAME",
      converter = Values.OfRobot.class,
      description = "Which robots.")
  private List<RobotName> names = new ArrayList<>();

  @Override
  boolean change(Table table, Workshop workshop) {
    boolean all = true;
    for (RobotName name : new LinkedHashSet<>(names)) {
      all &= workshop.online(name);
    }
    return all;
  }
}
