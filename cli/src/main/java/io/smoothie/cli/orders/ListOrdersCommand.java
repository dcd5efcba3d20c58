package io.smoothie.cli.orders;

import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.TableException;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.config.TemporalOptions;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.input.Values;
import io.smoothie.cli.output.Columns;
import io.smoothie.cli.output.Columns.Cell;
import io.smoothie.cli.output.OutputOption;
import io.smoothie.cli.show.HistoryReader;
import io.smoothie.cli.show.OrderHeadline;
import io.smoothie.cli.show.OrderStatus;
import io.smoothie.cli.show.Times;
import io.smoothie.workflow.temporal.TemporalConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code smoothie orders list}. */
@Command(
    name = "list",
    description = {
      "Lists orders, newest first.",
      "An execution that was refused is listed, too, as failed; why is said below the list, and in"
          + " JSON."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  smoothie orders list", "  smoothie orders list --status failed -n 5 -o json"})
final class ListOrdersCommand implements Callable<Integer> {
  private static final int MOST = 1000;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private TemporalOptions temporalOptions = new TemporalOptions();
  @Mixin private TableOptions tableOptions = new TableOptions();

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only these: ${COMPLETION-CANDIDATES}.")
  private @Nullable OrderStatus status;

  @Option(
      names = {"-n", "--number"},
      paramLabel = "N",
      defaultValue = "20",
      description = "So many at most: 1 to 1000 (default: 20).")
  private int number;

  @Override
  public Integer call() {
    Values.checkRange(spec, "-n", number, MOST);
    List<Listed> listed;
    try (TemporalConnection temporal = temporalOptions.connect()) {
      listed =
          new OrderList(
                  new OrderSearch(temporal),
                  new HistoryReader(temporal),
                  whereabouts(),
                  output.json())
              .newest(status, number);
    }
    output.print(spec, listed, "There are no such orders.", ListOrdersCommand::text);
    if (!output.json()) {
      refusals(listed).forEach(spec.commandLine().getErr()::println);
    }
    return ExitCode.OK;
  }

  /**
   * Where the table has the orders. Orders can be listed without the table, as they can be shown
   * without it.
   */
  private Whereabouts whereabouts() {
    try (Table table = tableOptions.open()) {
      return Whereabouts.in(table);
    } catch (TableException e) {
      spec.commandLine().getErr().println("By their histories alone: " + e.getMessage());
      return Whereabouts.UNKNOWN;
    }
  }

  /** A sentence for each reason why something in the list was refused. */
  private static List<String> refusals(List<Listed> listed) {
    Map<String, List<String>> refused = new LinkedHashMap<>();
    for (Listed order : listed) {
      if (order.isRefused()) {
        String why = String.valueOf(Objects.requireNonNull(order.failure()).message());
        refused.computeIfAbsent(why, w -> new ArrayList<>()).add(order.shownId());
      }
    }
    return refused.entrySet().stream()
        .map(
            entry -> {
              List<String> ids = entry.getValue();
              String more = ids.size() == 1 ? "" : " and %d more".formatted(ids.size() - 1);
              return "%s%s: refused. %s".formatted(ids.get(0), more, entry.getKey());
            })
        .toList();
  }

  /** How long it has taken so far, or in how long it is due. */
  private static String length(Listed order, Instant now) {
    return order.due() == null
        ? Times.length(order.started(), order.ended() == null ? now : order.ended())
        : "due in " + Times.length(now, order.due());
  }

  private static Columns text(List<Listed> listed) {
    Columns columns = new Columns("ORDER", "STATUS", "ROBOT", "STARTED", "TOOK", "SMOOTHIE");
    Instant now = Instant.now();
    for (Listed order : listed) {
      columns.row(
          Cell.of(order.shownId()),
          new Cell(OrderHeadline.ink(order.status()), order.status().word()),
          Cell.of(order.robot() == null ? "" : order.robot().value()),
          Cell.of(Times.day(order.started())),
          Cell.of(length(order, now)),
          Cell.of(order.smoothie()));
    }
    return columns;
  }
}
