package io.smoothie.cli.robots;

import io.smoothie.cli.output.Columns;
import io.smoothie.cli.output.Columns.Cell;
import io.smoothie.cli.output.Look.Ink;
import io.smoothie.cli.show.RobotInk;
import io.smoothie.cli.show.Times;
import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Robots in words, for people. */
final class RobotText {
  /** A certificate that ends within this time is shown in colour. */
  private static final Duration SOON = Duration.ofDays(30);

  private RobotText() {}

  /**
   * @param wide whether certificates and skills are among the columns
   */
  static Columns columns(List<RobotView> robots, boolean wide, Instant now) {
    Columns columns =
        wide
            ? new Columns(
                "ROBOT", "STATUS", "SINCE", "CONNECTED", "CERTIFICATE UNTIL", "SKILLS", "ORDER", "")
            : new Columns("ROBOT", "STATUS", "SINCE", "CONNECTED", "ORDER", "");
    for (RobotView robot : robots) {
      List<Cell> cells = new ArrayList<>();
      cells.add(Cell.of(robot.name().value()));
      cells.add(new Cell(RobotInk.of(robot.status()), robot.status().name()));
      cells.add(Times.cell(robot.since(), now));
      cells.add(connected(robot.connected()));
      if (wide) {
        cells.add(until(robot.certificateUntil(), now));
        cells.add(Cell.of(String.join(",", robot.skills().names())));
      }
      cells.add(Cell.of(order(robot)));
      cells.add(Cell.of(note(robot, now)));
      columns.row(cells.toArray(Cell[]::new));
    }
    return columns;
  }

  private static Cell connected(@Nullable Boolean connected) {
    return connected == null ? Cell.of("") : connected ? Cell.of("yes") : new Cell(Ink.DIM, "no");
  }

  private static Cell until(@Nullable Instant end, Instant now) {
    return end == null ? Cell.of("") : Times.cell(end, now).in(inkOfEnd(end, now));
  }

  static Ink inkOfEnd(Instant end, Instant now) {
    return end.isBefore(now) ? Ink.BAD : end.isBefore(now.plus(SOON)) ? Ink.NOW : Ink.NONE;
  }

  /** The order it has, or the one it broke over. */
  private static String order(RobotView robot) {
    OrderId order = robot.order() == null ? robot.brokenBy() : robot.order();
    return order == null ? "" : order.value();
  }

  static Ink ink(AttemptOutcome outcome) {
    return outcome == AttemptOutcome.SUCCEEDED
        ? Ink.GOOD
        : outcome == AttemptOutcome.WORKING
            ? Ink.NOW
            : outcome.usesUpTheRobot() ? Ink.BAD : Ink.DIM;
  }

  private static String note(RobotView robot, Instant now) {
    String broken = robot.brokenReason();
    return Stream.of(
            work(robot, now),
            broken == null ? "" : Text.forOneLine(broken, 200),
            robot.progress(),
            late(robot))
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining("; "));
  }

  /** What it makes, and how long it has for it still; empty when it has no order. */
  static String work(RobotView robot, Instant now) {
    if (robot.order() == null) {
      return "";
    }
    return Stream.of(
            robot.told() && robot.smoothie() != null ? robot.smoothie() : "",
            robot.told() ? left(robot.deadline(), now) : "not told yet")
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String left(@Nullable Instant deadline, Instant now) {
    if (deadline == null) {
      return "";
    }
    return deadline.isAfter(now)
        ? Times.length(now, deadline) + " left"
        : "its time passed " + Times.length(deadline, now) + " ago";
  }

  static String late(RobotView robot) {
    return robot.lateAnswers() == 0
        ? ""
        : robot.lateAnswers() == 1
            ? "answered late"
            : "answered late, %d times".formatted(robot.lateAnswers());
  }
}
