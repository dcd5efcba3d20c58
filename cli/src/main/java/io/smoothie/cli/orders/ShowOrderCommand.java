package io.smoothie.cli.orders;

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
import io.smoothie.cli.show.HistoryReader;
import io.smoothie.cli.show.OrderJson;
import io.smoothie.cli.show.OrderStory;
import io.smoothie.cli.show.OrderTable;
import io.smoothie.cli.show.OrderText;
import io.smoothie.cli.show.OrderView;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.temporal.TemporalConnection;
import java.io.PrintWriter;
import java.time.Instant;
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
      "Needs no worker. With --follow the exit code is that of the order, else 0."
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
      description = "The order's ID, or its workflow's.")
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
    OrderId which = Objects.requireNonNull(order);
    PrintWriter out = spec.commandLine().getOut();
    try (TemporalConnection temporal = temporalOptions.connect();
        OrderTable table = new OrderTable(tableOptions::open)) {
      HistoryReader reader = new HistoryReader(temporal);
      if (!follow) {
        print(out, reader, table, reader.read(which).story());
        return ExitCode.OK;
      }
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
        print(out, reader, table, last);
      }
      return FollowedOrder.exitCode(last.status());
    }
  }

  private void print(PrintWriter out, HistoryReader reader, OrderTable table, OrderStory story) {
    OrderView view = table.view(story, Instant.now()).with(reader.pending(story));
    if (output.json()) {
      FollowedOrder.printJson(out, view);
    } else {
      new OrderText(Look.ofOut(Surroundings.of(spec).environment()))
          .lines(view)
          .forEach(out::println);
    }
    out.flush();
  }
}
