package io.smoothie.cli.orders;

import io.smoothie.cli.ExitCode;
import io.smoothie.cli.config.TemporalOptions;
import io.smoothie.cli.input.Values;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.SmoothieOrderWorkflow.CancelAnswer;
import io.smoothie.workflow.temporal.Orders;
import io.smoothie.workflow.temporal.TemporalConnection;
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
      "Asking again is the same request: an order that is cancelled answers ACCEPTED."
    },
    footerHeading = "%nExample:%n",
    footer = "  smoothie orders cancel table-7")
final class CancelCommand implements Callable<Integer> {
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
      CancelAnswer answer = new Orders(temporal.client()).cancel(which);
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
}
