package io.smoothie.cli.orders;

import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.TableException;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.config.TemporalOptions;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.input.Values;
import io.smoothie.cli.live.WatchOption;
import io.smoothie.cli.output.OutputOption;
import io.smoothie.cli.show.HistoryReader;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.temporal.TemporalConnection;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
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
      "Lists orders, newest first; also those that Temporal has forgotten, as long as the table keeps"
          + " how they ended.",
      "An execution that was refused is listed, too, as failed; why is said below the list, and in"
          + " JSON. -o wide says of every order why it was not made."
    },
    exitCodeList = {
      ExitCode.InHelp.DONE,
      ExitCode.InHelp.USAGE,
      ExitCode.InHelp.UNAVAILABLE,
      ExitCode.InHelp.INTERRUPTED
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  smoothie orders list",
      "  smoothie orders list --status failed,cancelled --since 1h -o wide",
      "  smoothie orders list --status failed -n 5 -o json",
      "  smoothie orders list --robot Robot1 --failure RobotTimedOut -q"
    })
final class ListOrdersCommand implements Callable<Integer> {
  private static final int MOST = 1000;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private WatchOption watch = new WatchOption();
  @Mixin private TemporalOptions temporalOptions = new TemporalOptions();
  @Mixin private TableOptions tableOptions = new TableOptions();
  @Mixin private FilterOptions filters = new FilterOptions();

  @Option(
      names = "--failure",
      paramLabel = "TYPE",
      description = "Only those that failed so, such as RobotTimedOut.")
  private @Nullable String failure;

  @Option(
      names = {"-q", "--quiet"},
      description = "Only the IDs, one on a line.")
  private boolean quiet;

  @Option(
      names = {"-n", "--number"},
      paramLabel = "N",
      defaultValue = "20",
      description = "So many at most: 1 to 1000 (default: 20).")
  private int number;

  @Override
  public Integer call() throws Exception {
    Values.checkRange(spec, "-n", number, MOST);
    return watch.run(spec, output, this::list);
  }

  /** What JSON has of them: with -q their IDs alone. */
  private List<?> list() {
    OrderFilter filter = filters.filter(failure);
    boolean more = output.json() || output.wide();
    try (TemporalConnection temporal = temporalOptions.connect();
        Table table = table()) {
      OrderList list =
          new OrderList(new OrderSearch(temporal), new HistoryReader(temporal), table, more);
      OrderList.Page page = list.newest(filter, number);
      List<Listed> orders = more && table != null ? counted(page.orders(), table) : page.orders();
      if (quiet) {
        orders.forEach(order -> spec.commandLine().getOut().println(order.shownId()));
      } else {
        output.print(spec, orders, "There are no such orders.", o -> ListText.of(o, output.wide()));
      }
      if (!more && !quiet) {
        refusals(orders).forEach(spec.commandLine().getErr()::println);
      }
      if (page.cut()) {
        sayCut(list.count(filter));
      }
      return quiet ? orders.stream().map(Listed::shownId).toList() : orders;
    }
  }

  /** Orders can be listed without the table, as they can be shown without it. */
  private @Nullable Table table() {
    try {
      return tableOptions.open();
    } catch (TableException e) {
      spec.commandLine().getErr().println("By their histories alone: " + e.getMessage());
      return null;
    }
  }

  /** Only the table knows how many robots orders that run have been told to. */
  private static List<Listed> counted(List<Listed> orders, Table table) {
    List<OrderId> open =
        orders.stream()
            .filter(order -> order.attempts() == null && order.id() != null)
            .map(order -> Objects.requireNonNull(order.id()))
            .toList();
    Map<OrderId, Integer> told = table.attempts().told(open);
    return orders.stream()
        .map(
            order ->
                order.attempts() == null && order.id() != null
                    ? order.withAttempts(told.getOrDefault(order.id(), 0))
                    : order)
        .toList();
  }

  private void sayCut(OptionalLong all) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        all.isPresent() && all.getAsLong() > number
            ? "%d of %d orders; -n shows more, up to %d.".formatted(number, all.getAsLong(), MOST)
            : "The newest %d; there are more, and -n shows up to %d.".formatted(number, MOST));
    err.flush();
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
}
