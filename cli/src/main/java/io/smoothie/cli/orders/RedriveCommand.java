package io.smoothie.cli.orders;

import io.smoothie.activities.table.EndingFilter;
import io.smoothie.activities.table.KeptEnding;
import io.smoothie.activities.table.Table;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.config.TaskQueueOption;
import io.smoothie.cli.config.TemporalOptions;
import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.input.Known;
import io.smoothie.cli.input.Moments;
import io.smoothie.cli.input.Values;
import io.smoothie.cli.output.Json;
import io.smoothie.cli.output.OutputOption;
import io.smoothie.cli.output.YesOption;
import io.smoothie.cli.show.Times;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderOutcome;
import io.smoothie.workflow.Text;
import io.smoothie.workflow.temporal.OrderNotFoundException;
import io.smoothie.workflow.temporal.Orders;
import io.smoothie.workflow.temporal.TemporalConnection;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code smoothie orders redrive}. */
@Command(
    name = "redrive",
    description = {
      "Places orders again that failed or were cancelled, with what they had asked for: ID as ID.2,"
          + " and if that is not made either, as ID.3. Prints the new IDs.",
      "Repeated, it is one redrive: while ID.2 runs, and once it is made, no other is placed. Refused"
          + " for an order that was made or still runs.",
      "What an order had asked for is known as long as the table keeps it (worker --keep-endings), or"
          + " Temporal does."
    },
    exitCodeList = {
      ExitCode.InHelp.DONE,
      ExitCode.InHelp.REFUSED,
      ExitCode.InHelp.USAGE,
      ExitCode.InHelp.UNAVAILABLE
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  smoothie orders redrive table-7",
      "  smoothie orders redrive --failed-since 1h --type RobotTimedOut --yes"
    })
final class RedriveCommand implements Callable<Integer> {
  private static final int MOST = 10_000;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private TemporalOptions temporalOptions = new TemporalOptions();
  @Mixin private TableOptions tableOptions = new TableOptions();
  @Mixin private TaskQueueOption taskQueue = new TaskQueueOption();
  @Mixin private YesOption yes = new YesOption();

  @Parameters(
      paramLabel = "ID",
      arity = "0..*",
      completionCandidates = Known.Orders.class,
      description = OrderLookup.DESCRIPTION)
  private List<String> given = new ArrayList<>();

  @Option(
      names = "--failed-since",
      paramLabel = "TIME",
      converter = Moments.class,
      description =
          "All orders that failed since then: 1h for an hour ago, or a time such as"
              + " 2026-12-01T08:00. Asks first.")
  private @Nullable Instant failedSince;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Of those only the ones that failed so, such as RobotTimedOut.")
  private @Nullable String type;

  @Override
  public Integer call() {
    List<OrderId> ids = Values.orders(spec, given);
    if (ids.isEmpty() == (failedSince == null)) {
      throw new ParameterException(
          spec.commandLine(), "Name the orders, or say --failed-since: one of the two");
    }
    if (type != null && failedSince == null) {
      throw new ParameterException(spec.commandLine(), "--type is for --failed-since");
    }
    try (TemporalConnection temporal = temporalOptions.connect();
        Table table = tableOptions.open()) {
      Redrives redrives = new Redrives(new Orders(temporal.client()), table, taskQueue.name());
      OrderLookup lookup =
          new OrderLookup(
              new OrderSearch(temporal), tableOptions::open, spec.commandLine().getErr());
      List<OrderId> which = failedSince == null ? ids : failed(table, failedSince);
      List<Redriven> done = new ArrayList<>();
      try {
        for (OrderId id : which) {
          Redriven redriven = redrive(redrives, lookup, id);
          done.add(redriven);
          say(redriven);
        }
      } finally {
        // Also where Temporal goes away in between: those before are placed.
        if (output.json()) {
          spec.commandLine().getOut().println(Json.pretty(done));
        }
        spec.commandLine().getOut().flush();
      }
      return done.stream().anyMatch(Redriven::isRefused) ? ExitCode.REFUSED : ExitCode.OK;
    }
  }

  private Redriven redrive(Redrives redrives, OrderLookup lookup, OrderId id) {
    try {
      return lookup.with(id, redrives::redrive);
    } catch (OrderNotFoundException | CommandFailure e) {
      return Redriven.refused(id, String.valueOf(e.getMessage()));
    }
  }

  /** Those that failed first in front; asks whether they are to be redriven. */
  private List<OrderId> failed(Table table, Instant since) {
    EndingFilter filter =
        new EndingFilter(Set.of(OrderOutcome.FAILED), null, null, type, null, null, since);
    List<OrderId> failed =
        new ArrayList<>(
            table.endings().newest(filter, MOST + 1).stream().map(KeptEnding::order).toList());
    if (failed.size() > MOST) {
      failed.remove(MOST);
      spec.commandLine()
          .getErr()
          .println(
              "There are more than %d: only the last ones, the others by their IDs."
                  .formatted(MOST));
    }
    Collections.reverse(failed);
    String which = type == null ? "failed" : "failed with " + Text.forOneLine(type, 100);
    if (failed.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println("No order %s since %s.".formatted(which, Times.day(since)));
    } else {
      yes.confirm(
          "%s %s since %s, and would be placed again."
              .formatted(Text.counted(failed.size(), "order"), which, Times.day(since)));
    }
    return failed;
  }

  private void say(Redriven redriven) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(redriven.message());
    err.flush();
    if (!output.json() && redriven.as() != null) {
      spec.commandLine().getOut().println(redriven.as());
    }
  }
}
