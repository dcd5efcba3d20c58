package io.smoothie.cli.show;

import io.smoothie.cli.output.Look;
import io.smoothie.cli.output.Look.Ink;
import io.smoothie.cli.output.Row;
import java.time.Instant;

/** Single lines about an order, for whoever follows it. */
public final class OrderLines {
  private final Look look;

  public OrderLines(Look look) {
    this.look = look;
  }

  /** A stage that is over, and what came of it. */
  public String stage(Visit visit) {
    Row row = row(visit, visit.to() == null ? visit.from() : visit.to());
    return row.add(Ink.NONE, visit.note().isEmpty() ? "" : "  " + visit.note()).toString();
  }

  /** The stage the order is at, short enough to be overwritten. */
  public String stage(Visit visit, Instant now) {
    return row(visit, now).toString();
  }

  /** What is waited for. */
  public String waiting(OrderView view) {
    Wait wait = view.story().waits();
    return wait == null ? "" : "  ... " + WaitText.of(view, wait);
  }

  /** That a cancel was accepted. */
  public String cancelled(OrderView view) {
    return "  ... " + OrderText.cancelWords(view);
  }

  private Row row(Visit visit, Instant to) {
    Ink ink = PathRenderer.ink(visit.stage(), visit.state());
    return new Row(look)
        .add(ink, Symbols.of(visit.state(), look) + " " + visit.stage().title())
        .fillTo(24, Ink.NONE, " ")
        .add(Ink.NONE, visit.robot() == null ? "" : visit.robot() + "  ")
        .add(Ink.NONE, Times.length(visit.from(), to));
  }
}
