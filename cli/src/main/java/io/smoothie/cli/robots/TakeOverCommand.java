package io.smoothie.cli.robots;

import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.TakenOver;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.config.TemporalOptions;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.output.Json;
import io.smoothie.cli.output.OutputOption;
import io.smoothie.workflow.Text;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.temporal.TemporalNamespace;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
    exitCodeList = {ExitCode.InHelp.DONE, ExitCode.InHelp.USAGE, ExitCode.InHelp.UNAVAILABLE},
    footerHeading = "%nExample:%n",
    footer = "  smoothie robots take-over --temporal-address 127.0.0.1:7233")
final class TakeOverCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private TemporalOptions temporalOptions = new TemporalOptions();
  @Mixin private TableOptions tableOptions = new TableOptions();

  /**
   * What it has done; JSON has these field names in snake_case.
   *
   * @param takenOver false when the table was this Temporal's already
   * @param from whose it was; null when it was nobody's, or this Temporal's
   * @param robotsFreed how many an order of the other held
   * @param ordersRemoved how many were taken out of the queue
   */
  private record Report(
      boolean takenOver,
      TemporalNamespace namespace,
      @Nullable TemporalNamespace from,
      int robotsFreed,
      int ordersRemoved) {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (TemporalConnection temporal = temporalOptions.connect();
        Table table = tableOptions.open()) {
      TemporalNamespace user = temporal.ask();
      TakenOver done = table.takeOver(user);
      String whose = "namespace %s at %s".formatted(user.name(), user.address());
      if (output.json()) {
        out.println(
            Json.pretty(
                new Report(
                    !done.already(),
                    user,
                    done.already() ? null : done.from().orElse(null),
                    done.robots(),
                    done.waiters())));
      } else if (done.already()) {
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
