package io.smoothie.cli.show;

import io.smoothie.cli.output.Look;
import io.smoothie.cli.output.Look.Ink;
import io.smoothie.cli.output.Row;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Single lines about an order, for a person who follows it. */
public final class OrderLines {
  /** Names are cut to this length: a line that wraps cannot be overwritten. */
  private static final int MOST_OF_A_NAME = 24;

  private static final int MOST_SAID = 32;

  private final Look look;

  public OrderLines(Look look) {
    this.look = look;
  }

  /** A stage that is over, and what came of it. */
  public String stage(Visit visit) {
    Row row =
        row(visit, visit.ended() == null ? visit.started() : visit.ended(), Integer.MAX_VALUE);
    return row.add(Ink.NONE, visit.note().isEmpty() ? "" : "  " + visit.note()).toString();
  }

  /**
   * The stage the order is at, short enough to be overwritten.
   *
   * @param said what its robot says of its work, or empty
   */
  public String stage(Visit visit, String said, Instant now) {
    return row(visit, now, MOST_OF_A_NAME)
        .add(Ink.DIM, said.isEmpty() ? "" : "  " + Text.forOneLine(said, MOST_SAID))
        .toString();
  }

  /** The order's present wait. */
  public String waiting(OrderView view) {
    Wait wait = view.story().waits();
    return wait == null ? "" : "  ... " + WaitText.of(view, wait);
  }

  /** That a cancel was accepted. */
  public String cancelled(OrderView view) {
    return "  ... " + OrderText.cancelWords(view);
  }

  private Row row(Visit visit, Instant to, int mostOfAName) {
    Ink ink = PathRenderer.ink(visit.stage(), visit.state());
    return new Row(look)
        .add(ink, Symbols.of(visit.state(), look) + " " + visit.stage().title())
        .fillTo(24, Ink.NONE, " ")
        .add(Ink.NONE, name(visit.robot(), mostOfAName))
        .add(Ink.NONE, Times.length(visit.started(), to));
  }

  private static String name(@Nullable RobotName robot, int most) {
    return robot == null ? "" : Text.forOneLine(robot.value(), most) + "  ";
  }
}
