package io.smoothie.cli.board;

import io.smoothie.cli.show.HistoryReader;
import io.smoothie.cli.show.OrderJson;
import io.smoothie.cli.show.OrderStory;
import io.smoothie.cli.show.OrderTable;
import io.smoothie.cli.show.OrderView;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.temporal.OrderNotFoundException;
import io.smoothie.workflow.temporal.TemporalUnavailableException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One order as it is read again and again. Not thread-safe. */
final class OpenedOrder {
  private final OrderId order;
  private final HistoryReader histories;
  private final OrderTable table;
  private final WebUi ui;
  private @Nullable OrderStory story;
  private @Nullable Shown last;

  OpenedOrder(OrderId order, HistoryReader histories, OrderTable table, WebUi ui) {
    this.order = order;
    this.histories = histories;
    this.table = table;
    this.ui = ui;
  }

  /**
   * An order as the page gets it.
   *
   * @param order as it was read last; null when it could not be read
   * @param trouble why it cannot be read now, in words; else null
   * @param webUi where Temporal's Web UI has it, or null
   */
  record Shown(
      String id,
      Instant at,
      @Nullable OrderJson order,
      @Nullable String tableTrouble,
      @Nullable String trouble,
      @Nullable String webUi) {
    private Shown at(Instant time) {
      return new Shown(id, time, order, tableTrouble, trouble, webUi);
    }
  }

  /**
   * The order now, or null when there is nothing new to show. Once it is over, only the table is
   * read: its history stays as it is.
   */
  @Nullable Event read() {
    String trouble = null;
    try {
      if (story == null || story.ending() == null) {
        story = histories.read(order).story();
      }
    } catch (OrderNotFoundException | TemporalUnavailableException e) {
      trouble = String.valueOf(e.getMessage());
    }
    Shown now = shown(story, trouble, Instant.now());
    boolean same = last != null && now.at(last.at).equals(last);
    last = now;
    return same ? null : Event.of("order", now);
  }

  private Shown shown(@Nullable OrderStory known, @Nullable String trouble, Instant now) {
    if (known == null) {
      return new Shown(order.value(), now, null, null, trouble, null);
    }
    OrderView view = table.view(known, now);
    if (trouble == null && known.ending() == null) {
      view = view.with(histories.pending(known));
    }
    return new Shown(
        order.value(),
        now,
        OrderJson.of(view),
        view.tableTrouble(),
        trouble,
        ui.of(order, known.runId()));
  }
}
