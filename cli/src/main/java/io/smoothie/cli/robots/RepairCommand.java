package io.smoothie.cli.robots;

import io.smoothie.activities.table.Robot;
import io.smoothie.activities.table.Table;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.input.Known;
import io.smoothie.workflow.RobotName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code smoothie robots repair}. */
@Command(
    name = "repair",
    description = {
      "Lets BROKEN robots work again, and frees robots from orders that are over; orders that wait"
          + " gets them.",
      "One that said that it is away counts as being there again, if it is named.",
      "Refused for a robot that a running order has."
    },
    exitCodeList = {
      ExitCode.InHelp.DONE,
      ExitCode.InHelp.REFUSED,
      ExitCode.InHelp.USAGE,
      ExitCode.InHelp.UNAVAILABLE
    },
    footerHeading = "%nExamples:%n",
    footer = {"  smoothie robots repair Robot1", "  smoothie robots repair --all"})
final class RepairCommand extends WorkshopCommand {
  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      completionCandidates = Known.Robots.class,
      description = "Which robots.")
  private List<String> words = new ArrayList<>();

  private final Set<RobotName> names = new LinkedHashSet<>();

  @Option(
      names = "--all",
      description = "Every robot that is BROKEN or held by an order that is over.")
  private boolean all;

  @Override
  void check() {
    if (all == !words.isEmpty()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "Which robots: their names, or --all?");
    }
    // Not by a converter: picocli would report a word that the converter of an optional parameter
    // refuses as an unmatched argument.
    words.forEach(word -> names.add(new RobotName(word)));
  }

  @Override
  boolean change(Table table, Workshop workshop) {
    if (all) {
      return repairAll(table, workshop);
    }
    boolean done = true;
    for (Workshop.Case one : workshop.cases(names)) {
      done &= workshop.repair(one);
    }
    return done;
  }

  private boolean repairAll(Table table, Workshop workshop) {
    List<RobotName> candidates =
        table.robots().list().stream()
            .filter(robot -> robot.brokenReason() != null || robot.order() != null)
            .map(Robot::name)
            .toList();
    boolean done = true;
    int repaired = 0;
    for (Workshop.Case one : workshop.cases(candidates)) {
      Robot robot = one.robot();
      // A robot that is well and has a running order needs no repair.
      if (robot != null && (robot.brokenReason() != null || one.busyWith() == null)) {
        done &= workshop.repairWhereItIs(one);
        repaired++;
      }
    }
    if (repaired == 0) {
      workshop.say("No robot needs repair.");
    }
    return done;
  }
}
