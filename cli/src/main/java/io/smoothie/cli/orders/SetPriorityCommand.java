package io.smoothie.cli.orders;

import io.smoothie.activities.table.Table;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.input.Values;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code smoothie orders set-priority}. */
@Command(
    name = "set-priority",
    description = {
      "Gives an order that waits for a robot another priority, and so another place in the queue. It"
          + " keeps it, also when it needs another robot.",
      "Refused for an order that does not wait."
    },
    footerHeading = "%nExample:%n",
    footer = "  smoothie orders set-priority table-7 1")
final class SetPriorityCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TableOptions tableOptions = new TableOptions();

  @Parameters(
      index = "0",
      paramLabel = "ID",
      converter = Values.OfOrder.class,
      description = "The order's ID, or its workflow's.")
  private @Nullable OrderId order;

  @Parameters(index = "1", paramLabel = "1..5", description = "1 is served first, 5 last.")
  private int priority;

  @Override
  public Integer call() {
    Values.checkRange(spec, "The priority", priority, OrderRequest.MAX_PRIORITY);
    OrderId which = Objects.requireNonNull(order);
    try (Table table = tableOptions.open()) {
      if (!table.queue().setPriority(which, priority)) {
        spec.commandLine()
            .getErr()
            .println(
                "Order %1$s does not wait for a robot; nothing changed: smoothie orders show %1$s"
                    .formatted(which));
        return ExitCode.REFUSED;
      }
      spec.commandLine()
          .getOut()
          .println(
              "Order %s has priority %d now%s."
                  .formatted(
                      which,
                      priority,
                      table
                          .queue()
                          .place(which)
                          .map(place -> ", place " + place.position() + " in the queue")
                          .orElse("")));
      return ExitCode.OK;
    }
  }
}
