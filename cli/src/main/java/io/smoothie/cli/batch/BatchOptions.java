package io.smoothie.cli.batch;

import io.smoothie.activities.job.JobSchema;
import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.input.Values;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.Text;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Mix in: many orders from one file. */
public final class BatchOptions {
  private static final int MOST_IN_FLIGHT = 1_000;

  @Option(
      names = "--from",
      paramLabel = "FILE|-",
      description = {
        "Many orders: a name or a JSON object in each line of a file or of standard input, or CSV"
            + " with a header. All are checked before one is placed; the other options hold for"
            + " those that do not say otherwise."
      })
  private @Nullable String from;

  @Option(
      names = "--batch",
      paramLabel = "ID",
      converter = Values.OfOrder.class,
      description =
          "With --from: the orders' IDs are ID-1, ID-2, ... by their lines. Run again with the same"
              + " file, nothing starts twice.")
  private @Nullable OrderId batch;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      defaultValue = "100",
      description =
          "With --from: so many orders at most are placed and not over, 1 to 1000 (default: 100).")
  private int inFlight = 100;

  /** Whether there are many. */
  public boolean areAsked() {
    return from != null;
  }

  /**
   * @throws IllegalArgumentException when an option is given that is for many alone
   */
  public void checkUnused() {
    if (batch != null) {
      throw new IllegalArgumentException("--batch is for --from; one order has an --id.");
    }
  }

  /** The ID of the batch, or null. */
  public @Nullable String batch() {
    return batch == null ? null : batch.value();
  }

  int inFlight() {
    return inFlight;
  }

  /**
   * The orders of the file, each as it is to be placed. Says of every bad line what is wrong.
   *
   * @param defaults for what a line does not say
   * @param schema what params are checked with, or null
   * @throws CommandFailure when a line is bad, or there is none
   * @throws IllegalArgumentException when the file cannot be read, or options contradict each other
   */
  public List<BatchOrder> read(
      CommandSpec command, OrderRequest defaults, @Nullable JobSchema schema) {
    Values.checkRange(command, "--in-flight", inFlight, MOST_IN_FLIGHT);
    PrintWriter err = command.commandLine().getErr();
    BatchFields fields = new BatchFields(defaults, batch(), schema);
    List<BatchOrder> orders = new ArrayList<>();
    Map<OrderId, Integer> lines = new HashMap<>();
    int bad = 0;
    for (BatchLine line : BatchFile.read(String.valueOf(from))) {
      try {
        BatchOrder order = fields.order(line);
        Integer earlier = lines.putIfAbsent(order.id(), line.number());
        if (earlier != null) {
          throw new IllegalArgumentException("it has the ID of line " + earlier);
        }
        orders.add(order);
      } catch (IllegalArgumentException e) {
        bad++;
        err.println(
            "Line %d: %s."
                .formatted(line.number(), Text.forOneLine(String.valueOf(e.getMessage()), 500)));
      }
    }
    if (bad > 0 || orders.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          orders.isEmpty() && bad == 0
              ? "%s has no orders: nothing is placed.".formatted(from)
              : "%d of %d orders in %s cannot be placed as they are: nothing is placed."
                  .formatted(bad, bad + orders.size(), from));
    }
    return orders;
  }
}
