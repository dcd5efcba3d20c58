package io.smoothie.cli.orders;

import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.Waiter;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.input.Values;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import java.util.Comparator;
import java.util.List;
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
    exitCodeList = {
      ExitCode.InHelp.DONE,
      ExitCode.InHelp.REFUSED,
      ExitCode.InHelp.USAGE,
      ExitCode.InHelp.UNAVAILABLE
    },
    footerHeading = "%nExample:%n",
    footer = "  smoothie orders set-priority table-7 1")
final class SetPriorityCommand implements Callable<Integer> {
  private static final int MOST_WAITERS = 100_000;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TableOptions tableOptions = new TableOptions();

  @Parameters(
      index = "0",
      paramLabel = "ID",
      converter = Values.OfOrder.class,
      description =
          "The order's ID, or its workflow's; the beginning of one that no other order in the queue"
              + " has, or latest for the one that came last.")
  private @Nullable OrderId order;

  @Parameters(index = "1", paramLabel = "1..5", description = "1 is served first, 5 last.")
  private int priority;

  @Override
  public Integer call() {
    Values.checkRange(spec, "The priority", priority, OrderRequest.MAX_PRIORITY);
    try (Table table = tableOptions.open()) {
      OrderId given = Objects.requireNonNull(order);
      boolean done = table.queue().setPriority(given, priority);
      OrderId which = done ? given : meant(table, given);
      if (!done && !(!which.equals(given) && table.queue().setPriority(which, priority))) {
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

  /** The order in the queue that is meant by what is none's whole ID, else {@code given} itself. */
  private static OrderId meant(Table table, OrderId given) {
    List<Waiter> waiters = table.queue().list(MOST_WAITERS);
    if (given.value().equals(OrderLookup.LATEST)) {
      return waiters.stream()
          .max(Comparator.comparing(Waiter::started))
          .map(Waiter::order)
          .orElse(given);
    }
    List<OrderId> found =
        waiters.stream()
            .map(Waiter::order)
            .filter(waiting -> waiting.value().startsWith(given.value()))
            .sorted()
            .toList();
    return OrderLookup.only(given.value(), found).orElse(given);
  }
}
