package io.smoothie.cli.robots;

import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.TakenOver;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.config.TemporalOptions;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.workflow.Text;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.temporal.TemporalNamespace;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code smoothie robots take-over}. */
@Command(
    name = "take-over",
    description = {
      "Makes the robots' table this Temporal's, when it belongs to another one: frees every robot"
          + " that an order of the other holds, and takes the other's orders out of the queue.",
      "Robots stay, and BROKEN ones stay so. Stop the other's workers first; what their robots are"
          + " making now counts for no order."
    },
    footerHeading = "%nExample:%n",
    footer = "  smoothie robots take-over --temporal-address 127.0.0.1:7233")
final class TakeOverCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TemporalOptions temporalOptions = new TemporalOptions();
  @Mixin private TableOptions tableOptions = new TableOptions();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (TemporalConnection temporal = temporalOptions.connect();
        Table table = tableOptions.open()) {
      TemporalNamespace user = temporal.ask();
      TakenOver done = table.takeOver(user);
      String whose = "namespace %s at %s".formatted(user.name(), user.address());
      if (done.already()) {
        out.println("The table is that of %s already; nothing changed.".formatted(whose));
      } else {
        out.println(
            "The table is that of %s now%s: %s freed, %s taken out of the queue."
                .formatted(
                    whose,
                    done.from()
                        .map(
                            from ->
                                ", and no longer that of %s %s"
                                    .formatted(from.name(), from.id())
                                    .stripTrailing())
                        .orElse(""),
                    Text.counted(done.robots(), "robot"),
                    Text.counted(done.waiters(), "order")));
      }
      out.flush();
      return ExitCode.OK;
    }
  }
}
