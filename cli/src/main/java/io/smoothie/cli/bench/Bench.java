package io.smoothie.cli.bench;

import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.failure.InnermostCause;
import io.smoothie.workflow.temporal.Orders;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.temporal.client.WorkflowFailedException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Measures, once everything of the bench's own is there. Orders and the bare engine take turns, so
 * that a machine that is busy with other things disturbs both.
 */
final class Bench {
  private static final int ROUNDS = 4;

  /** With cold JVMs; where messages are refused, the trial order fails no sooner. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final BenchSize size;
  private final TemporalConnection temporal;
  private final List<Part> parts;
  private final ProcessorTimes processors;
  private final BenchProgress progress;
  private final Load load;
  private final Job orders;
  private final Job bare;

  private int made;
  private int failed;
  private @Nullable String failure;

  Bench(
      BenchSize size,
      TemporalConnection temporal,
      List<Part> parts,
      ProcessorTimes processors,
      BenchProgress progress,
      Load load) {
    this.size = size;
    this.temporal = temporal;
    this.parts = parts;
    this.processors = processors;
    this.progress = progress;
    this.load = load;
    this.orders = new Jobs.OfOrders(temporal.client());
    this.bare = new Jobs.OfBareEngine(temporal.client());
  }

  /**
   * Makes one order.
   *
   * @throws CommandFailure when it is not made: no other would be
   */
  void tryOne(String broker) {
    OrderRequest once =
        OrderRequest.of("Trial Smoothie")
            .withAttempts(1)
            .withStartToClose(PATIENCE)
            .withLimit(PATIENCE)
            .withQueueTimeout(PATIENCE);
    String id =
        new Orders(temporal.client())
            .place(OrderId.random(), once, BenchPlace.TASK_QUEUE)
            .order()
            .workflowId();
    try {
      orders.await(id);
    } catch (WorkflowFailedException e) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "The trial order was not made (%s). If the MQTT broker at %s has access rules, they have to let this user write and read %s/#."
              .formatted(InnermostCause.inWords(e), broker, BenchPlace.TOPICS),
          e);
    }
  }

  BenchResult run(String broker, String table) throws InterruptedException {
    if (size.warmUp() > 0) {
      warmUp();
    }
    for (Part part : parts) {
      part.reset();
    }
    Rate ordersRate = new Rate();
    Rate bareRate = new Rate();
    long[] placed = new long[0];
    long[] whole = new long[0];
    for (int round = 0; round < ROUNDS; round++) {
      int count = size.orders() * (round + 1) / ROUNDS - size.orders() * round / ROUNDS;
      if (count > 0) {
        Load.Done done = measure("Orders", orders, count, ordersRate);
        placed = joined(placed, done.placed);
        whole = joined(whole, done.whole);
        count(done, count);
        var unused = measure("Bare engine", bare, count, bareRate);
      }
    }
    Map<String, LegTime> legs = legs(placed, whole);
    Rate backlog = new Rate();
    int all = size.orders();
    Load.Done done = load.backlog(orders, all, progress.step("Backlog", all));
    backlog.add(all, done.took, Map.of());
    count(done, all);
    progress.clear();
    return new BenchResult(
        temporal.address(),
        broker,
        table,
        Runtime.getRuntime().availableProcessors(),
        size.orders(),
        size.inFlight(),
        size.robots(),
        size.warmUp(),
        made,
        failed,
        failure,
        ordersRate.perSecond(),
        bareRate.perSecond(),
        Rate.rounded(ordersRate.perSecond() / bareRate.perSecond(), 100),
        backlog.perSecond(),
        legs,
        ordersRate.processorSeconds(),
        bareRate.processorSeconds());
  }

  /** A JVM's first orders cost double. */
  private void warmUp() throws InterruptedException {
    int count = size.warmUp();
    var unusedOrders = load.closedLoop(orders, count, progress.step("Warming up, orders", count));
    var unusedBare = load.closedLoop(bare, count, progress.step("Warming up, bare engine", count));
  }

  private Load.Done measure(String what, Job job, int count, Rate rate)
      throws InterruptedException {
    Map<String, Duration> before = processors.now();
    Load.Done done = load.closedLoop(job, count, progress.step(what, count));
    rate.add(count, done.took, ProcessorTimes.between(before, processors.now()));
    return done;
  }

  private void count(Load.Done done, int all) {
    made += done.made();
    failed += all - done.made();
    if (done.failure != null) {
      failure = done.failure;
    }
  }

  private Map<String, LegTime> legs(long[] placed, long[] whole) throws InterruptedException {
    Map<Leg, LegTime> legs = new EnumMap<>(Leg.class);
    legs.put(Leg.PLACE, LegTime.of(placed));
    legs.put(Leg.WHOLE, LegTime.of(whole));
    for (Part part : parts) {
      legs.putAll(part.times());
    }
    Map<String, LegTime> byName = new LinkedHashMap<>();
    legs.forEach((leg, time) -> byName.put(leg.toString(), time));
    return byName;
  }

  private static long[] joined(long[] one, long[] other) {
    return LongStream.concat(Arrays.stream(one), Arrays.stream(other)).toArray();
  }
}
