package io.smoothie.cli.orders;

import io.smoothie.cli.output.Columns;
import io.smoothie.cli.output.Columns.Cell;
import io.smoothie.cli.show.OrderHeadline;
import io.smoothie.cli.show.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A list of orders as columns. */
final class ListText {
  private ListText() {}

  /**
   * @param wide whether attempts and reasons are among the columns
   */
  static Columns of(List<Listed> listed, boolean wide) {
    List<String> headings =
        new ArrayList<>(List.of("ORDER", "STATUS", "ROBOT", "STARTED", "TOOK", "SMOOTHIE"));
    if (wide) {
      headings.addAll(List.of("ATTEMPTS", "REASON"));
    }
    Columns columns = new Columns(headings.toArray(String[]::new));
    Instant now = Instant.now();
    for (Listed order : listed) {
      List<Cell> cells =
          new ArrayList<>(
              List.of(
                  Cell.of(order.shownId()),
                  new Cell(OrderHeadline.ink(order.status()), order.status().word()),
                  Cell.of(order.robot() == null ? "" : order.robot().value()),
                  Times.cell(order.started(), now),
                  Cell.of(length(order, now)),
                  Cell.of(order.smoothie())));
      if (wide) {
        cells.add(Cell.of(order.attempts() == null ? "" : String.valueOf(order.attempts())));
        cells.add(Cell.of(order.reason()));
      }
      columns.row(cells.toArray(Cell[]::new));
    }
    return columns;
  }

  /** How long it has taken so far, or in how long it is due. */
  private static String length(Listed order, Instant now) {
    return order.due() == null
        ? Times.length(order.started(), order.ended() == null ? now : order.ended())
        : "due in " + Times.length(now, order.due());
  }
}
