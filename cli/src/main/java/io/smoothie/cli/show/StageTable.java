package io.smoothie.cli.show;

import io.smoothie.cli.output.Columns;
import io.smoothie.cli.output.Columns.Cell;
import io.smoothie.cli.output.Look;
import io.smoothie.cli.output.Look.Ink;
import java.time.Instant;
import java.util.List;

/** The stages of an order as a table, for people: with which robot, from when, for how long. */
record StageTable(Look look) {
  /** A stage that is under way is shown as it is at {@code now}. */
  List<String> lines(OrderStory story, Instant now) {
    Columns table = new Columns("  STAGE", "ROBOT", "FROM", "TOOK", "");
    for (Visit visit : story.path()) {
      Ink ink = PathRenderer.ink(visit.stage(), visit.state());
      Instant end = visit.ended() == null ? now : visit.ended();
      table.row(
          new Cell(ink, "  " + Symbols.of(visit.state(), look) + " " + visit.stage().title()),
          Cell.of(visit.robot() == null ? "" : visit.robot().value()),
          Cell.of(Times.near(visit.started(), story.started())),
          Cell.of(Times.length(visit.started(), end)),
          Cell.of(note(visit, now)));
    }
    return table.lines(look);
  }

  private static String note(Visit visit, Instant now) {
    if (visit.wasNotSent() && visit.tries() > 1) {
      Instant end = visit.ended() == null ? now : visit.ended();
      return "%s, %d tries in %s%s"
          .formatted(
              Visit.NOT_SENT,
              visit.tries(),
              Times.length(visit.started(), end),
              visit.note().substring(Visit.NOT_SENT.length()));
    }
    String tries = visit.tries() > 1 ? "tried %d times".formatted(visit.tries()) : "";
    if (visit.note().isEmpty() || tries.isEmpty()) {
      return visit.note() + tries;
    }
    return visit.note() + "; " + tries;
  }
}
