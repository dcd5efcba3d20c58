package io.smoothie.cli.robots;

import io.smoothie.activities.table.Table;
import io.smoothie.activities.wakeup.OwnTemporal;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.config.TemporalOptions;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.output.OutputOption;
import io.smoothie.workflow.temporal.Orders;
import io.smoothie.workflow.temporal.TemporalConnection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that may take a robot from an order, and therefore asks Temporal first. */
abstract class WorkshopCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private TemporalOptions temporalOptions = new TemporalOptions();
  @Mixin private TableOptions tableOptions = new TableOptions();

  @Override
  public final Integer call() {
    check();
    // Temporal first: when it cannot be asked, nothing changes.
    try (TemporalConnection temporal = temporalOptions.connect();
        Table table = tableOptions.open()) {
      // The wrong namespace knows none of the orders: every robot would be taken from its order.
      OwnTemporal own = new OwnTemporal(table, temporal);
      own.check();
      Changes changes = new Changes(spec, output);
      Workshop workshop = new Workshop(table, new Orders(temporal.client()), own, changes);
      boolean done;
      try {
        done = change(table, workshop);
      } finally {
        // Also where the next one could not be changed.
        changes.print();
      }
      Workshop.warnOfUnreadable(table, spec.commandLine().getErr());
      return done ? ExitCode.OK : ExitCode.REFUSED;
    }
  }

  /** Refuses wrong arguments with an exception. */
  void check() {}

  /** Makes the changes; answers whether all of them were made. */
  abstract boolean change(Table table, Workshop workshop);
}
