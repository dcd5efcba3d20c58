package io.smoothie.cli.robots;

import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.TableException;
import io.smoothie.activities.table.WakeUpCall;
import io.smoothie.activities.wakeup.WakeUps;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.config.TemporalOptions;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.input.Values;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.temporal.Orders;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.temporal.TemporalUnavailableException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code smoothie robots add}. Needs Temporal only when an order waits for one of them. */
@Command(
    name = "add",
    description = {
      "Adds robots, free for orders at once; orders that wait get them.",
      "One that is there already stays as it is, and that is no error."
    },
    footerHeading = "%nExample:%n",
    footer = "  smoothie robots add Robot1 Robot2")
final class AddCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TemporalOptions temporalOptions = new TemporalOptions();
  @Mixin private TableOptions tableOptions = new TableOptions();

  @Parameters(
      arity = "1..*",
      paramLabel = "NAME",
      converter = Values.OfRobot.class,
      description = "1 to 128 letters, digits, underscores, hyphens, dots, colons.")
  private List<RobotName> names = new ArrayList<>();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<WakeUpCall> wakeUps = new ArrayList<>();
    try (Table table = tableOptions.open()) {
      List<RobotName> added =
          table.waking(wakeUps::addAll).robots().add(new LinkedHashSet<>(names));
      for (RobotName name : new LinkedHashSet<>(names)) {
        out.println(
            added.contains(name) ? name + " added." : name + " is there already; nothing changed.");
      }
      out.flush();
      if (!wakeUps.isEmpty()) {
        wake(table, wakeUps);
      }
    }
    return ExitCode.OK;
  }

  private void wake(Table table, List<WakeUpCall> wakeUps) {
    try (TemporalConnection temporal = temporalOptions.connect()) {
      // The wrong namespace does not know the order, which would lose its place and its robot.
      table.belongTo(temporal.ask());
      new WakeUps(table, new Orders(temporal.client())).call(wakeUps);
    } catch (TemporalUnavailableException | TableException e) {
      spec.commandLine()
          .getErr()
          .println(
              String.valueOf(e.getMessage()).replaceFirst("\\.$", "")
                  + ". Orders that wait get the new robots all the same, once a worker runs: its"
                  + " reaper sees to that.");
    }
  }
}
