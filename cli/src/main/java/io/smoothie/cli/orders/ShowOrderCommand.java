package io.smoothie.cli.orders;

import io.smoothie.activities.table.KeptEnding;
import io.smoothie.activities.table.TableException;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.config.TemporalOptions;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.follow.FollowedOrder;
import io.smoothie.cli.follow.Follower;
import io.smoothie.cli.input.Values;
import io.smoothie.cli.input.WaitTimeoutOption;
import io.smoothie.cli.output.Json;
import io.smoothie.cli.output.Look;
import io.smoothie.cli.output.OutputOption;
import io.smoothie.cli.output.Pager;
import io.smoothie.cli.show.HistoryReader;
import io.smoothie.cli.show.OrderJson;
import io.smoothie.cli.show.OrderStatus;
import io.smoothie.cli.show.OrderStory;
import io.smoothie.cli.show.OrderTable;
import io.smoothie.cli.show.OrderText;
import io.smoothie.cli.show.OrderView;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.temporal.OrderNotFoundException;
import io.smoothie.workflow.temporal.Orders;
import io.smoothie.workflow.temporal.TemporalConnection;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code smoothie orders show}: all there is to know about an order. */
@Command(
    name = "show",
    description = {
      "Shows an order: the stages with the path taken, robots, times, retries, answers that were"
          + " ignored and why, how it ended, what can be done now.",
      "Of an order that Temporal has forgotten, what the table keeps of its ending.",
      "Needs no worker. With --follow the exit code is that of the order, else 0."
    },
    exitCodeList = {
      ExitCode.InHelp.MADE,
      ExitCode.InHelp.REFUSED,
      ExitCode.InHelp.USAGE,
      ExitCode.InHelp.FAILED,
      ExitCode.InHelp.UNAVAILABLE,
      ExitCode.InHelp.CANCELLED,
      ExitCode.InHelp.STILL_GOING,
      ExitCode.InHelp.INTERRUPTED
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  smoothie orders show table-7",
      "  smoothie orders show table-7 --follow",
      "  smoothie orders show table-7 -o json"
    })
final class ShowOrderCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private TemporalOptions temporalOptions = new TemporalOptions();
  @Mixin private TableOptions tableOptions = new TableOptions();

  @Parameters(
      paramLabel = "ID",
      converter = Values.OfOrder.class,
      description = OrderLookup.DESCRIPTION)
  private @Nullable OrderId order;

  @Option(
      names = {"-f", "--follow"},
      description = "Until it ends; with -o json a line of JSON for every change.")
  private boolean follow;

  @Mixin private WaitTimeoutOption waitTimeout = new WaitTimeoutOption();

  @Override
  public Integer call() throws InterruptedException {
    if (waitTimeout.duration() != null && !follow) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--wait-timeout is for --follow: without it nothing is waited for");
    }
    PrintWriter out = spec.commandLine().getOut();
    try (TemporalConnection temporal = temporalOptions.connect();
        OrderTable table = new OrderTable(tableOptions::open)) {
      HistoryReader reader = new HistoryReader(temporal);
      OrderLookup lookup =
          new OrderLookup(
              new OrderSearch(temporal), tableOptions::open, spec.commandLine().getErr());
      OrderId given = Objects.requireNonNull(order);
      Found found = lookup.with(given, which -> found(reader, table, which));
      Redrives redrives = redrives(new Orders(temporal.client()), table);
      if (found.story() == null || !follow) {
        return found.story() == null
            ? printForgotten(out, table, redrives, Objects.requireNonNull(found.forgotten()))
            : print(out, reader, table, withRedrives(found.story(), redrives));
      }
      OrderId which = found.order();
      OrderStory last =
          new Follower(spec, reader, table)
              .follow(
                  which,
                  waitTimeout.duration(),
                  story -> {
                    if (output.json()) {
                      out.println(Json.line(OrderJson.of(table.view(story, Instant.now()))));
                      out.flush();
                    }
                  });
      if (!output.json()) {
        int unused = print(out, reader, table, withRedrives(last, redrives));
      }
      return FollowedOrder.exitCode(last.status());
    }
  }

  /**
   * @param story null when Temporal has forgotten the order
   * @param forgotten how it ended then; else null
   */
  private record Found(OrderId order, @Nullable OrderStory story, @Nullable KeptEnding forgotten) {}

  /**
   * @throws OrderNotFoundException when neither Temporal nor the table has the order
   */
  private Found found(HistoryReader reader, OrderTable table, OrderId which) {
    try {
      return new Found(which, reader.read(which).story(), null);
    } catch (OrderNotFoundException e) {
      try {
        return new Found(which, null, table.table().endings().find(which).orElseThrow(() -> e));
      } catch (TableException away) {
        spec.commandLine()
            .getErr()
            .println("Whether the table keeps its ending cannot be seen: " + away.getMessage());
        throw e;
      }
    }
  }

  /** By Temporal alone where the table cannot be read. */
  private static Redrives redrives(Orders orders, OrderTable table) {
    try {
      return new Redrives(orders, table.table(), "");
    } catch (TableException e) {
      return new Redrives(orders, null, "");
    }
  }

  private static OrderStory withRedrives(OrderStory story, Redrives redrives) {
    boolean notMade = story.ending() != null && story.status() != OrderStatus.MADE;
    return notMade ? story.with(redrives.of(story.order()).redrives()) : story;
  }

  private int printForgotten(
      PrintWriter out, OrderTable table, Redrives redrives, KeptEnding ending) {
    ForgottenOrder forgotten =
        ForgottenOrder.of(
            ending, table.table().attempts().of(ending.order()), redrives.of(ending.order()));
    if (output.json()) {
      out.println(Json.pretty(forgotten));
    } else {
      forgotten
          .lines(ending, Look.ofOut(Surroundings.of(spec).environment()))
          .forEach(out::println);
    }
    out.flush();
    return follow ? FollowedOrder.exitCode(forgotten.status()) : ExitCode.OK;
  }

  private int print(PrintWriter out, HistoryReader reader, OrderTable table, OrderStory story) {
    OrderView view = table.view(story, Instant.now()).with(reader.pending(story));
    if (output.json()) {
      FollowedOrder.printJson(out, view);
    } else {
      Look look = Look.ofOut(Surroundings.of(spec).environment());
      List<String> lines = new OrderText(look).lines(view);
      if (follow) {
        lines.forEach(out::println);
      } else {
        Pager.print(spec, look, lines);
      }
    }
    out.flush();
    return ExitCode.OK;
  }
}
