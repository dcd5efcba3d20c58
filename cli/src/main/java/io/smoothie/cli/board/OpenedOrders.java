package io.smoothie.cli.board;

import io.smoothie.activities.table.Table;
import io.smoothie.cli.show.HistoryReader;
import io.smoothie.cli.show.OrderTable;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.thread.Daemons;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The orders that somebody looks at: each is read once a second, for all who look. Thread-safe. */
final class OpenedOrders {
  private static final Logger log = LoggerFactory.getLogger(OpenedOrders.class);
  private static final long PAUSE_MS = 1_000;

  private final Map<OrderId, Opened> opened = new HashMap<>();
  private final HistoryReader histories;
  private final Table table;
  private final WebUi ui;

  OpenedOrders(TemporalConnection temporal, Table table, @Nullable String uiUrl) {
    this.histories = new HistoryReader(temporal);
    this.table = table;
    this.ui = new WebUi(uiUrl, temporal.namespace());
  }

  /** Hands {@code viewer} the order at once, and at each change until this is closed. */
  synchronized AutoCloseable look(OrderId order, Viewer viewer) {
    Opened its = opened.computeIfAbsent(order, Opened::new);
    its.add(viewer);
    return () -> leave(its, viewer);
  }

  private synchronized void leave(Opened order, Viewer viewer) {
    if (order.remove(viewer)) {
      opened.remove(order.id);
    }
  }

  private final class Opened {
    private final OrderId id;
    private final Set<Viewer> viewers = new HashSet<>();
    private final Thread reading;
    private @Nullable Event last;

    Opened(OrderId id) {
      this.id = id;
      reading = Daemons.thread("order " + id, this::read);
      reading.start();
    }

    private synchronized void add(Viewer viewer) {
      viewers.add(viewer);
      if (last != null) {
        viewer.add(last);
      }
    }

    /** Returns whether that was the last one, who ends the reading. */
    private synchronized boolean remove(Viewer viewer) {
      viewers.remove(viewer);
      if (viewers.isEmpty()) {
        reading.interrupt();
      }
      return viewers.isEmpty();
    }

    private void read() {
      // Not closed: the table is not its own.
      @SuppressWarnings("resource")
      OpenedOrder order = new OpenedOrder(id, histories, new OrderTable(() -> table), ui);
      try {
        while (true) {
          show(order);
          Thread.sleep(PAUSE_MS);
        }
      } catch (InterruptedException e) {
        log.debug("Order {} is looked at no more", id);
      }
    }

    private void show(OpenedOrder order) {
      try {
        Event now = order.read();
        if (now != null) {
          synchronized (this) {
            last = now;
            List.copyOf(viewers).forEach(viewer -> viewer.add(now));
          }
        }
      } catch (RuntimeException e) {
        // Else those who look would see an order that stands still.
        log.warn("Order {} could not be read", id, e);
      }
    }
  }
}
