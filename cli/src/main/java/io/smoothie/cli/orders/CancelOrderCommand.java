package io.smoothie.cli.orders;

import io.smoothie.activities.table.Table;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.config.TemporalOptions;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.input.Known;
import io.smoothie.cli.input.Values;
import io.smoothie.cli.output.Json;
import io.smoothie.cli.output.OutputOption;
import io.smoothie.cli.output.YesOption;
import io.smoothie.cli.show.HistoryReader;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.Text;
import io.smoothie.workflow.temporal.Orders;
import io.smoothie.workflow.temporal.TemporalConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code smoothie orders cancel}. */
@Command(
    name = "cancel",
    description = {
      "Asks for orders to be cancelled; answers ACCEPTED, or TOO_LATE (exit code 1) when how an order"
          + " ends is decided already. Of several orders, each is named.",
      "An order whose robot is at work ends when that robot has answered, or timed out.",
      "Asking again is the same request: an order that is cancelled answers ACCEPTED.",
      "A Temporal that takes no workflow updates is asked for its own cancel instead, and the"
          + " command says so."
    },
    exitCodeList = {
      ExitCode.InHelp.DONE,
      ExitCode.InHelp.REFUSED,
      ExitCode.InHelp.USAGE,
      ExitCode.InHelp.UNAVAILABLE
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  smoothie orders cancel table-7",
      "  smoothie orders cancel table-7 table-8 -o json",
      "  smoothie orders cancel --status waiting --smoothie \"Mango Lassi\""
    })
final class CancelOrderCommand implements Callable<Integer> {
  private static final int MOST = 10_000;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private TemporalOptions temporalOptions = new TemporalOptions();
  @Mixin private TableOptions tableOptions = new TableOptions();
  @Mixin private FilterOptions filters = new FilterOptions();
  @Mixin private YesOption yes = new YesOption();

  @Parameters(
      paramLabel = "ID",
      arity = "0..*",
      completionCandidates = Known.Orders.class,
      description = OrderLookup.DESCRIPTION)
  private List<String> given = new ArrayList<>();

  @Override
  public Integer call() throws InterruptedException {
    List<OrderId> ids = Values.orders(spec, given);
    OrderFilter filter = filters.filter(null);
    if (ids.isEmpty() == filter.equals(OrderFilter.NONE)) {
      throw new ParameterException(
          spec.commandLine(), "Name the orders, or say which with --status: one of the two");
    }
    if (ids.isEmpty() && (filter.statuses().isEmpty() || filter.mayBeOver())) {
      throw new ParameterException(
          spec.commandLine(), "--status scheduled, waiting or working: orders that are not over");
    }
    try (TemporalConnection temporal = temporalOptions.connect()) {
      OrderSearch search = new OrderSearch(temporal);
      Cancels cancels =
          new Cancels(
              new Orders(temporal.client()),
              new OrderLookup(search, tableOptions::open, spec.commandLine().getErr()),
              spec.commandLine().getErr());
      if (ids.size() == 1 && !output.json()) {
        Cancels.Cancelled only = cancels.cancel(ids.get(0));
        spec.commandLine().getOut().println(only.answer());
        return only.exitCode();
      }
      List<OrderId> which = ids.isEmpty() ? open(filter, search, new HistoryReader(temporal)) : ids;
      List<Cancels.Cancelled> cancelled = cancels.all(which, this::say);
      if (output.json()) {
        spec.commandLine().getOut().println(Json.pretty(cancelled));
      }
      spec.commandLine().getOut().flush();
      return cancelled.stream().mapToInt(Cancels.Cancelled::exitCode).max().orElse(ExitCode.OK);
    }
  }

  /** Asks whether they are to be cancelled. */
  private List<OrderId> open(OrderFilter filter, OrderSearch search, HistoryReader histories) {
    try (Table table = tableOptions.open()) {
      OrderList.Page page =
          new OrderList(search, histories, table, /* messages= */ false).newest(filter, MOST);
      List<OrderId> open =
          page.orders().stream().flatMap(order -> Stream.ofNullable(order.id())).toList();
      if (page.cut()) {
        spec.commandLine()
            .getErr()
            .println(
                "There are more than %d: the last ones first, the others when it is run again."
                    .formatted(MOST));
      }
      if (open.isEmpty()) {
        spec.commandLine().getErr().println("There are no such orders.");
      } else {
        yes.confirm("%s would be cancelled.".formatted(Text.counted(open.size(), "order")));
      }
      return open;
    }
  }

  private void say(Cancels.Cancelled order) {
    if (!output.json()) {
      spec.commandLine()
          .getOut()
          .println(order.id() + "  " + (order.answer() == null ? "FAILED" : order.answer()));
      spec.commandLine().getOut().flush();
    }
  }
}
