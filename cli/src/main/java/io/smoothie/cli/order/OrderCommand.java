package io.smoothie.cli.order;

import io.smoothie.cli.batch.Batch;
import io.smoothie.cli.batch.BatchOptions;
import io.smoothie.cli.batch.BatchOrder;
import io.smoothie.cli.config.JobSchemaOption;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.config.TaskQueueOption;
import io.smoothie.cli.config.TemporalOptions;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.follow.FollowedOrder;
import io.smoothie.cli.follow.Follower;
import io.smoothie.cli.input.Values;
import io.smoothie.cli.input.WaitTimeoutOption;
import io.smoothie.cli.output.Look;
import io.smoothie.cli.output.OutputOption;
import io.smoothie.cli.show.HistoryReader;
import io.smoothie.cli.show.OrderStatus;
import io.smoothie.cli.show.OrderStory;
import io.smoothie.cli.show.OrderTable;
import io.smoothie.cli.show.Times;
import io.smoothie.cli.trace.Traces;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.temporal.Orders;
import io.smoothie.workflow.temporal.Orders.Placed;
import io.smoothie.workflow.temporal.TemporalConnection;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code smoothie order}: places an order and follows it until it ends. */
@Command(
    name = "order",
    description = {
      "Places an order and follows it until it ends; with --from, many orders.",
      "The same order placed again under the same ID is one order; with --in it is due at another"
          + " time, and so it is another order."
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
      "  smoothie order \"Strawberry Smoothie\"",
      "  smoothie order \"Mango Lassi\" --id table-7 --priority 1 --detach",
      "  smoothie order \"Green Smoothie\" --at 2026-12-01T08:00 --detach",
      "  smoothie order \"Green Smoothie\" --wait-timeout 1m -o json",
      "  smoothie order \"Strawberry Smoothie\" --param size=large --param-json '{\"ice\":false}'",
      "  smoothie order \"Hot Chocolate\" --needs blend,heat",
      "  smoothie order --from orders.csv --batch monday -o jsonl > monday.jsonl",
      "  OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318 smoothie order \"Mango Lassi\""
    })
public final class OrderCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private RequestOptions request = new RequestOptions();
  @Mixin private DueOptions when = new DueOptions();
  @Mixin private ParamsOptions params = new ParamsOptions();
  @Mixin private JobSchemaOption jobSchema = new JobSchemaOption();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private TemporalOptions temporalOptions = new TemporalOptions();
  @Mixin private TableOptions tableOptions = new TableOptions();
  @Mixin private TaskQueueOption taskQueue = new TaskQueueOption();

  @Mixin private BatchOptions batch = new BatchOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "SMOOTHIE",
      description = "What to make: at most 128 characters.")
  private @Nullable String smoothie;

  @Option(
      names = "--id",
      paramLabel = "ID",
      converter = Values.OfOrder.class,
      description =
          "The order's ID, letters, digits, dots, hyphens, underscores, colons (else a" + " UUID).")
  private @Nullable OrderId id;

  @Option(
      names = "--detach",
      description = "Do not follow it: prints the order's ID as soon as it is safe.")
  private boolean detach;

  @Mixin private WaitTimeoutOption waitTimeout = new WaitTimeoutOption();

  @Override
  @SuppressWarnings("try") // The traces only have to be open.
  public Integer call() throws InterruptedException {
    Instant now = Instant.now();
    Instant due = when.due(now, ZoneId.systemDefault());
    if (batch.areAsked()) {
      return placeMany(now, due);
    }
    if (smoothie == null) {
      throw new ParameterException(spec.commandLine(), "Missing required parameter: 'SMOOTHIE'");
    }
    batch.checkUnused();
    OrderRequest asked =
        request.of(OrderRequest.of(smoothie).withParams(params.params()).withDue(due));
    jobSchema.check(asked, "The order is not placed");
    if (due != null && !due.isAfter(now) && id == null) {
      throw passed(due);
    }
    OrderId order = id == null ? OrderId.random() : id;
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (Traces traces = Traces.ofCommand(Surroundings.of(spec));
        TemporalConnection temporal = temporalOptions.connect();
        OrderTable table = new OrderTable(tableOptions::open)) {
      Orders orders = new Orders(temporal.client());
      Placed placed = place(orders, order, asked, now);
      err.println(said(placed, due));
      err.flush();
      HistoryReader reader = new HistoryReader(temporal);
      if (placed.already()) {
        sayIfNotMade(reader.read(order).story());
      }
      if (detach) {
        if (output.json()) {
          FollowedOrder.printJson(
              out, OrderTable.withoutTable(reader.read(order).story(), Instant.now()));
        } else {
          out.println(order);
          err.println("Follow it: smoothie orders show %s --follow".formatted(order));
        }
        return ExitCode.OK;
      }
      OrderStory story =
          new Follower(spec, reader, table).follow(order, waitTimeout.duration(), change -> {});
      if (output.json()) {
        FollowedOrder.printJson(out, table.view(story, Instant.now()));
      } else {
        FollowedOrder.printText(out, Look.ofOut(Surroundings.of(spec).environment()), story);
      }
      return FollowedOrder.exitCode(story.status());
    }
  }

  private void sayIfNotMade(OrderStory story) {
    if (story.status() == OrderStatus.FAILED || story.status() == OrderStatus.CANCELLED) {
      spec.commandLine()
          .getErr()
          .println(
              "It %s, and is not made by placing it again under its ID: smoothie orders redrive %s"
                  .formatted(
                      story.status() == OrderStatus.FAILED ? "has failed" : "was cancelled",
                      story.order()));
    }
  }

  @SuppressWarnings("try") // The traces only have to be open.
  private int placeMany(Instant now, @Nullable Instant due) throws InterruptedException {
    if (smoothie != null || id != null) {
      throw new IllegalArgumentException(
          "With --from, SMOOTHIE and --id are left out: the file says what to make.");
    }
    if (batch.batch() != null && when.isRelative()) {
      throw new IllegalArgumentException(
          "--in with --batch would be another time at each run: give --at.");
    }
    OrderRequest defaults =
        request.of(OrderRequest.of("any").withParams(params.params()).withDue(due));
    List<BatchOrder> many = batch.read(spec, defaults, jobSchema.schema());
    try (Traces traces = Traces.ofCommand(Surroundings.of(spec));
        TemporalConnection temporal = temporalOptions.connect()) {
      Orders orders = new Orders(temporal.client());
      Function<BatchOrder, Placed> placing = one -> place(orders, one.id(), one.request(), now);
      Batch run = new Batch(spec, batch, many, output.json());
      return detach
          ? run.place(placing)
          : run.follow(placing, new HistoryReader(temporal), waitTimeout.duration());
    }
  }

  private Placed place(Orders orders, OrderId order, OrderRequest asked, Instant now) {
    Instant due = asked.due();
    return due == null || due.isAfter(now)
        ? orders.place(order, asked, taskQueue.name())
        : placedBefore(orders, order, asked, due);
  }

  private static String said(Placed placed, @Nullable Instant due) {
    if (placed.already()) {
      return "Order %s had been placed before, with the same contents.".formatted(placed.order());
    }
    return due == null
        ? "Order %s is placed.".formatted(placed.order())
        : "Order %s is placed, and due at %s.".formatted(placed.order(), Times.day(due));
  }

  /** Placed again after it was due, it still is the same order. */
  private Placed placedBefore(Orders orders, OrderId order, OrderRequest asked, Instant due) {
    return orders.placedBefore(order, asked).orElseThrow(() -> passed(due));
  }

  private IllegalArgumentException passed(Instant due) {
    return new IllegalArgumentException(
        (batch.areAsked()
                ? "it was due at %s, which has passed."
                : "--at is %s, which has passed: nothing is placed.")
            .formatted(Times.day(due)));
  }
}
