package io.smoothie.cli.follow;

import io.smoothie.cli.show.HistoryReader;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.temporal.OrderNotFoundException;
import io.smoothie.workflow.temporal.TemporalUnavailableException;
import io.smoothie.workflow.thread.Daemons;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An order's history as it grows, read on a thread of its own until closed. */
final class HistoryTail implements AutoCloseable {
  private static final Duration RETRY = Duration.ofSeconds(1);

  /**
   * One result of the reading thread.
   *
   * @param trouble why it could read nothing, else null
   */
  record Batch(List<HistoryEvent> events, @Nullable RuntimeException trouble) {}

  private final BlockingQueue<Batch> batches = new LinkedBlockingQueue<>();
  private final HistoryReader reader;
  private final OrderId order;
  private final Thread thread;

  HistoryTail(HistoryReader reader, OrderId order) {
    this.reader = reader;
    this.order = order;
    thread = Daemons.thread("history of " + order, this::read);
    thread.start();
  }

  /** The next batch, or null when none came in time. */
  @Nullable Batch next(Duration within) throws InterruptedException {
    return batches.poll(within.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void read() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          reader.follow(order, events -> batches.add(new Batch(events, null)));
          return;
        } catch (OrderNotFoundException e) {
          batches.add(new Batch(List.of(), e));
          return;
        } catch (TemporalUnavailableException e) {
          batches.add(new Batch(List.of(), e));
          Thread.sleep(RETRY.toMillis());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
