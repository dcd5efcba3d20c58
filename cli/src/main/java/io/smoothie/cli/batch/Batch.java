package io.smoothie.cli.batch;

import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.follow.InterruptNote;
import io.smoothie.cli.input.WaitTimeoutOption;
import io.smoothie.cli.output.Json;
import io.smoothie.cli.output.Look;
import io.smoothie.cli.show.Ending;
import io.smoothie.cli.show.HistoryReader;
import io.smoothie.cli.show.OrderStatus;
import io.smoothie.workflow.temporal.OrderRefusedException;
import io.smoothie.workflow.temporal.Orders.Placed;
import io.smoothie.workflow.temporal.TemporalUnavailableException;
import io.smoothie.workflow.thread.Daemons;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Places the orders of a batch, one after the other by their lines, and waits for each one's
 * ending. So many at most are placed and not over.
 *
 * <p>By their lines, so that a file that is no longer the batch's is noticed at the first line that
 * differs: no line after it is placed under an ID that was another's.
 */
public final class Batch {
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final BatchOptions options;
  private final List<BatchOrder> orders;
  private final boolean json;
  private final PrintWriter out;
  private final PrintWriter err;
  private final BatchProgress progress;
  private final AtomicBoolean away = new AtomicBoolean();
  private final AtomicReference<RuntimeException> trouble = new AtomicReference<>();

  /**
   * @param json whether each order's result is printed, a JSON object on a line
   */
  public Batch(CommandSpec command, BatchOptions options, List<BatchOrder> orders, boolean json) {
    this.options = options;
    this.orders = orders;
    this.json = json;
    out = command.commandLine().getOut();
    err = command.commandLine().getErr();
    progress =
        new BatchProgress(err, Look.ofErr(Surroundings.of(command).environment()), orders.size());
  }

  /**
   * Places all of them, and waits for none.
   *
   * @return the exit code
   */
  public int place(Function<BatchOrder, Placed> placing) throws InterruptedException {
    InterruptNote note = InterruptNote.of(this::howToGoOn, err);
    try {
      for (BatchOrder order : orders) {
        Placed placed = place(order, placing, WaitTimeoutOption.deadline(null)).orElseThrow();
        report(BatchResult.of(order, placed.already(), null));
      }
    } finally {
      note.forget();
      progress.clear();
    }
    err.println(progress.placedInWords());
    return ExitCode.OK;
  }

  /**
   * Places them and waits until all of them are over.
   *
   * @param atMost how long, or null for as long as it takes (a year at most)
   * @return the exit code
   */
  public int follow(
      Function<BatchOrder, Placed> placing, HistoryReader reader, @Nullable Duration atMost)
      throws InterruptedException {
    long deadline = WaitTimeoutOption.deadline(atMost);
    int inFlight = options.inFlight();
    Semaphore free = new Semaphore(inFlight);
    ExecutorService followers =
        Executors.newFixedThreadPool(
            Math.min(inFlight, orders.size()), Daemons.named("batch-follower"));
    InterruptNote note = InterruptNote.of(this::howToGoOn, err);
    RuntimeException refused = null;
    boolean inTime = true;
    try {
      for (BatchOrder order : orders) {
        inTime = free.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (!inTime) {
          break;
        }
        Optional<Placed> placed = Optional.empty();
        if (trouble.get() == null) {
          try {
            placed = place(order, placing, deadline);
            inTime = placed.isPresent();
          } catch (OrderRefusedException | IllegalArgumentException e) {
            refused = e;
            progress.say(refusal(order, e));
          }
        }
        if (placed.isEmpty()) {
          free.release();
          break;
        }
        boolean already = placed.get().already();
        followers.execute(() -> follow(order, already, reader, free));
      }
      inTime &= free.tryAcquire(inFlight, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } finally {
      note.forget();
      followers.shutdownNow();
      progress.clear();
    }
    err.println(progress.endingsInWords());
    if (trouble.get() != null) {
      throw trouble.get();
    }
    if (refused != null) {
      return ExitCode.REFUSED;
    }
    if (!inTime) {
      err.println(howToGoOn());
      return ExitCode.STILL_GOING;
    }
    return progress.exitCode();
  }

  /**
   * An outage of Temporal that begins after the first order was placed is waited out.
   *
   * @param deadline until when, by {@link System#nanoTime}
   * @return empty when the outage lasts longer
   */
  private Optional<Placed> place(
      BatchOrder order, Function<BatchOrder, Placed> placing, long deadline)
      throws InterruptedException {
    while (true) {
      try {
        Placed placed = placing.apply(order);
        away.set(false);
        progress.placed(placed.already());
        return Optional.of(placed);
      } catch (TemporalUnavailableException e) {
        if (order.equals(orders.get(0))) {
          throw e;
        }
        away(e);
      }
      if (deadline - System.nanoTime() <= 0) {
        return Optional.empty();
      }
      Thread.sleep(RETRY.toMillis());
    }
  }

  private void follow(BatchOrder order, boolean already, HistoryReader reader, Semaphore free) {
    try {
      Ending ending = ending(order, reader);
      progress.ended(order.id(), ending.status(), ending.at());
      report(BatchResult.of(order, already, ending));
      if (!json && ending.status() != OrderStatus.MADE) {
        progress.say(
            "Line %d, order %s: %s: %s (%s)"
                .formatted(
                    order.line(), order.id(), ending.status(), ending.message(), ending.type()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      trouble.compareAndSet(null, e);
    } finally {
      free.release();
    }
  }

  private Ending ending(BatchOrder order, HistoryReader reader) throws InterruptedException {
    while (true) {
      try {
        Optional<Ending> ending = reader.awaitEnding(order.id());
        away.set(false);
        if (ending.isPresent()) {
          return ending.get();
        }
      } catch (TemporalUnavailableException e) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        away(e);
        Thread.sleep(RETRY.toMillis());
      }
    }
  }

  private void away(TemporalUnavailableException e) {
    if (!away.getAndSet(true)) {
      progress.say("  ... " + e.getMessage() + " Still trying.");
    }
  }

  private synchronized void report(BatchResult result) {
    progress.clear();
    if (json) {
      out.println(Json.line(result));
      out.flush();
    } else if (result.status() == null) {
      out.println(result.id());
      out.flush();
    }
  }

  private String refusal(BatchOrder order, RuntimeException e) {
    return "Line %d is refused, and no line after it is placed: %s%s"
        .formatted(
            order.line(),
            e.getMessage(),
            // Another batch ID for a line that is only overdue would place the earlier ones twice.
            options.batch() == null || !(e instanceof OrderRefusedException)
                ? ""
                : " Is this the file of batch %s? Another file takes another --batch."
                    .formatted(options.batch()));
  }

  private String howToGoOn() {
    String batch = options.batch();
    return "%d orders go on, and %d are not placed. %s"
        .formatted(
            progress.underWay(),
            progress.notPlaced(),
            batch == null
                ? "They had no --batch: another run would place all of them again."
                : "Run it again with --batch %s and the same file: nothing starts twice."
                    .formatted(batch));
  }
}
