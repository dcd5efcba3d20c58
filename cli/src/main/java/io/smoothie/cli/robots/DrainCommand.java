package io.smoothie.cli.robots;

import io.smoothie.activities.table.Robot;
import io.smoothie.activities.table.RobotStatus;
import io.smoothie.activities.table.Table;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.input.Known;
import io.smoothie.cli.input.Values;
import io.smoothie.cli.output.OutputOption;
import io.smoothie.workflow.RobotName;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code smoothie robots drain}. Needs no Temporal: no order is taken from a robot. */
@Command(
    name = "drain",
    description = {
      "Takes robots out of service: each finishes the order that it has (DRAINING) and gets no other"
          + " (OUT_OF_SERVICE), until smoothie robots resume.",
      "It stays so whatever the robot says, when it is repaired, and when everything is restarted."
          + " Orders that only such robots can take wait."
    },
    exitCodeList = {
      ExitCode.InHelp.DONE,
      ExitCode.InHelp.REFUSED,
      ExitCode.InHelp.USAGE,
      ExitCode.InHelp.UNAVAILABLE,
      ExitCode.InHelp.STILL_GOING
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  smoothie robots drain Robot1 --wait",
      "  smoothie robots drain --all --wait --wait-timeout 10m"
    })
final class DrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private TableOptions tableOptions = new TableOptions();

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      completionCandidates = Known.Robots.class,
      description = "Which robots.")
  private List<String> words = new ArrayList<>();

  @Option(names = "--all", description = "Every robot, as before a shift ends.")
  private boolean all;

  @Option(names = "--wait", description = "Wait until none of them has an order any more.")
  private boolean wait;

  @Option(
      names = "--wait-timeout",
      paramLabel = "DURATION",
      converter = Values.OfDuration.class,
      description = "Wait for so long at most, then exit with 8; they stay out of service.")
  private @Nullable Duration timeout;

  @Override
  public Integer call() throws InterruptedException {
    if (all == !words.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Which robots: their names, or --all?");
    }
    // Not by a converter: picocli would report a word that the converter of an optional parameter
    // refuses as an unmatched argument.
    Set<RobotName> names = new LinkedHashSet<>();
    words.forEach(word -> names.add(new RobotName(word)));
    try (Table table = tableOptions.open()) {
      if (all) {
        table.robots().list().forEach(robot -> names.add(robot.name()));
      }
      Changes changes = new Changes(spec, output);
      boolean known = true;
      try {
        for (RobotName name : names) {
          known &= drain(table, name, changes);
        }
      } finally {
        // Also where the next one could not be drained.
        changes.print();
      }
      if (names.isEmpty()) {
        spec.commandLine().getErr().println("There is no robot in the table.");
      }
      boolean idle = !(wait || timeout != null) || new DrainWait(table, names, err()).run(timeout);
      return !known ? ExitCode.REFUSED : idle ? ExitCode.OK : ExitCode.STILL_GOING;
    }
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  private static boolean drain(Table table, RobotName name, Changes changes) {
    return table.robots().drain(name)
        ? changes.done(
            name,
            Changes.Result.DRAINED,
            table.robots().find(name).map(DrainCommand::now).orElse(name + " is removed."))
        : changes.notFound(name);
  }

  private static String now(Robot robot) {
    return robot.status() == RobotStatus.DRAINING
        ? "%s is DRAINING: it finishes order %s.".formatted(robot.name(), robot.order())
        : "%s gets no order any more (%s).".formatted(robot.name(), robot.status());
  }
}
