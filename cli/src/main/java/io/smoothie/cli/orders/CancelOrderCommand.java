package io.smoothie.cli.orders;

import io.smoothie.cli.config.TemporalOptions;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.input.Values;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.SmoothieOrderWorkflow.CancelAnswer;
import io.smoothie.workflow.temporal.Orders;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.temporal.UpdatesRefusedException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code smoothie orders cancel}. */
@Command(
    name = "cancel",
    description = {
      "Asks for an order to be cancelled; answers ACCEPTED, or TOO_LATE (exit code 1) when how it"
          + " ends is decided already.",
      "An order whose robot is at work ends when that robot has answered, or timed out.",
      "Asking again is the same request: an order that is cancelled answers ACCEPTED.",
      "A Temporal that takes no workflow updates is asked for its own cancel instead, and the"
          + " command says so."
    },
    footerHeading = "%nExample:%n",
    footer = "  smoothie orders cancel table-7")
final class CancelOrderCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TemporalOptions temporalOptions = new TemporalOptions();

  @Parameters(
      paramLabel = "ID",
      converter = Values.OfOrder.class,
      description = "The order's ID, or its workflow's.")
  private @Nullable OrderId order;

  @Override
  public Integer call() {
    OrderId which = Objects.requireNonNull(order);
    try (TemporalConnection temporal = temporalOptions.connect()) {
      CancelAnswer answer = cancel(new Orders(temporal.client()), which);
      spec.commandLine().getOut().println(answer);
      if (answer == CancelAnswer.TOO_LATE) {
        spec.commandLine()
            .getErr()
            .println(
                "How order %1$s ends was decided already: smoothie orders show %1$s"
                    .formatted(which));
      }
      return answer == CancelAnswer.ACCEPTED ? ExitCode.OK : ExitCode.REFUSED;
    }
  }

  private CancelAnswer cancel(Orders orders, OrderId which) {
    try {
      return orders.cancel(which);
    } catch (UpdatesRefusedException e) {
      CancelAnswer answer = orders.cancelByTemporalAlone(which);
      if (answer == CancelAnswer.ACCEPTED) {
        spec.commandLine()
            .getErr()
            .println(
                (e.getMessage()
                        + " So Temporal's own cancel was asked for instead: order %1$s ends as"
                        + " cancelled, even if it is being finished now (smoothie orders show %1$s).")
                    .formatted(which));
      }
      return answer;
    }
  }
}
