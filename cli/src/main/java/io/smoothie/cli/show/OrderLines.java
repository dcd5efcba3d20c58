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

  /** A stage that is over. */
  public String stage(Visit visit) {
    Instant to = visit.to() == null ? visit.from() : visit.to();
    return row(look, visit, to).toString();
  }

  /** A stage the order is at, without colour. */
  public String stage(Visit visit, Instant now) {
    return row(new Look(false, false), visit, now).toString();
  }

  /** What is waited for. */
  public String waiting(OrderView view) {
    Wait wait = view.story().waits();
    return wait == null ? "" : "  ... " + WaitText.of(wait, view.place(), view.now());
  }

  /** That a cancel was accepted. */
  public String cancelled(OrderView view) {
    return "  ... " + OrderText.cancelWords(view);
  }

  private static Row row(Look look, Visit visit, Instant to) {
    Ink ink = PathRenderer.ink(visit.stage(), visit.state());
    return new Row(look)
        .add(ink, Symbols.of(visit.state(), look) + " " + visit.stage().title())
        .fillTo(24, Ink.NONE, " ")
        .add(Ink.NONE, visit.robot() == null ? "" : visit.robot() + "  ")
        .add(Ink.NONE, Times.length(visit.from(), to))
        .add(Ink.NONE, visit.note().isEmpty() ? "" : "  " + visit.note());
  }
}
