package io.smoothie.cli.board;

import com.sun.net.httpserver.HttpExchange;
import io.smoothie.cli.board.Guard.Refusal;
import io.smoothie.cli.process.Closers;
import io.smoothie.cli.process.SlowClients;
import io.smoothie.cli.snapshot.SnapshotFeed;
import io.smoothie.workflow.OrderId;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The streams of events that keep pages up to date, one for each viewer. Thread-safe. */
final class EventStreams {
  private static final Logger log = LoggerFactory.getLogger(EventStreams.class);
  private static final long HEARTBEAT_MS = 5_000;

  private final Semaphore seats = new Semaphore(BoardServer.MOST_VIEWERS);
  private final SnapshotEvents snapshots;
  private final OpenedOrders orders;
  private final @Nullable Messages messages;

  /**
   * @param messages null where the broker is not ours
   */
  EventStreams(SnapshotFeed feed, OpenedOrders orders, @Nullable Messages messages) {
    this.snapshots = new SnapshotEvents(feed);
    this.orders = orders;
    this.messages = messages;
  }

  /** What a page is told first. */
  private record Hello(boolean messages) {}

  /**
   * Sends events until the client is gone, or takes them too slowly.
   *
   * @return why it gets none; empty when it got all it stayed for
   */
  Optional<Refusal> stream(HttpExchange exchange) throws IOException {
    Optional<OrderId> order;
    try {
      order = order(exchange);
    } catch (IllegalArgumentException e) {
      return Optional.of(new Refusal(400, String.valueOf(e.getMessage())));
    }
    if (exchange.getRequestMethod().equals("HEAD")) {
      return Optional.of(new Refusal(200, ""));
    }
    if (!seats.tryAcquire()) {
      return Optional.of(
          new Refusal(
              503,
              "%d pages look at this board, which are as many as it serves: close one."
                  .formatted(BoardServer.MOST_VIEWERS)));
    }
    try {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      stream(exchange.getResponseBody(), order.orElse(null));
    } finally {
      seats.release();
    }
    return Optional.empty();
  }

  private void stream(OutputStream body, @Nullable OrderId order) {
    Viewer viewer = new Viewer();
    viewer.add(Event.of("hello", new Hello(messages != null)));
    try (Closers looking = new Closers()) {
      looking.add(snapshots.look(viewer));
      if (order != null) {
        looking.add(orders.look(order, viewer));
      }
      if (messages != null) {
        looking.add(messages.look(viewer));
      }
      while (!Thread.currentThread().isInterrupted()) {
        byte[] next = viewer.next(HEARTBEAT_MS).getBytes(StandardCharsets.UTF_8);
        SlowClients.limit(
            () -> {
              body.write(next);
              body.flush();
            });
      }
    } catch (InterruptedException | IOException e) {
      log.debug("A viewer is gone, or was too slow", e);
    }
  }

  /** The order that is opened, if any. */
  private static Optional<OrderId> order(HttpExchange exchange) {
    String query = exchange.getRequestURI().getRawQuery();
    return query == null || !query.startsWith("order=")
        ? Optional.empty()
        : Optional.of(
            OrderId.parse(
                URLDecoder.decode(query.substring("order=".length()), StandardCharsets.UTF_8)));
  }
}
