package io.smoothie.cli.robots;

import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.TableException;
import io.smoothie.activities.table.WakeUpCall;
import io.smoothie.activities.wakeup.OwnTemporal;
import io.smoothie.activities.wakeup.WakeUps;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.config.TemporalOptions;
import io.smoothie.cli.output.OutputOption;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import io.smoothie.workflow.temporal.Orders;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.temporal.TemporalUnavailableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that adds robots. Needs Temporal only when an order waits for one of them. */
abstract class AddingCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin private TemporalOptions temporalOptions = new TemporalOptions();
  @Mixin private TableOptions tableOptions = new TableOptions();

  /**
   * Adds those that are not there, and says of each what became of it.
   *
   * @param skills what each of them can do; null: what it said last, if it ever did
   */
  final void add(Collection<RobotName> names, @Nullable Skills skills, OutputOption output) {
    Changes changes = new Changes(spec, output);
    List<WakeUpCall> wakeUps = new ArrayList<>();
    try (Table table = tableOptions.open()) {
      List<RobotName> added = table.waking(wakeUps::addAll).robots().add(names, skills);
      for (RobotName name : names) {
        if (added.contains(name)) {
          changes.done(name, Changes.Result.ADDED, name + " added.");
        } else {
          changes.done(
              name, Changes.Result.UNCHANGED, name + " is there already; nothing changed.");
        }
      }
      changes.print();
      if (!wakeUps.isEmpty()) {
        wake(table, wakeUps);
      }
    }
  }

  private void wake(Table table, List<WakeUpCall> wakeUps) {
    try (TemporalConnection temporal = temporalOptions.connect()) {
      // The wrong namespace does not know the order, which would lose its place and its robot.
      OwnTemporal own = new OwnTemporal(table, temporal);
      own.check();
      new WakeUps(table, new Orders(temporal.client()), own).call(wakeUps);
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
