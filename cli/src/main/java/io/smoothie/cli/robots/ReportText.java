package io.smoothie.cli.robots;

import io.smoothie.activities.table.Attempt;
import io.smoothie.activities.table.RobotStatus;
import io.smoothie.cli.output.Columns;
import io.smoothie.cli.output.Columns.Cell;
import io.smoothie.cli.output.Look;
import io.smoothie.cli.show.OrderHeadline;
import io.smoothie.cli.show.RobotInk;
import io.smoothie.cli.show.Times;
import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A robot and its attempts as text, for people.
 *
 * @param now the table's time
 */
record ReportText(Look look, Instant now) {
  private static final int LONGEST = 300;

  List<String> lines(RobotReport report) {
    RobotView robot = report.robot();
    List<String> lines = new ArrayList<>();
    lines.add(
        "Robot %s: %s since %s (%s)"
            .formatted(
                robot.name(),
                look.paint(RobotInk.of(robot.status()), robot.status().name()),
                Times.day(robot.since()),
                Times.age(robot.since(), now)));
    add(lines, "Order", order(robot));
    String broken = robot.brokenReason();
    add(lines, "Why", broken == null ? "" : Text.forOneLine(broken, LONGEST));
    add(lines, "Connected", connected(robot));
    add(lines, "Says", said(robot));
    add(
        lines,
        "Skills",
        robot.skills().isEmpty() ? "none" : String.join(", ", robot.skills().names()));
    add(lines, "Service", robot.draining() ? "gets no other order until it is resumed" : "");
    add(lines, "Certificate", certificate(robot.certificateUntil()));
    add(lines, "Make time", makeTime(report));
    add(lines, "Failures", failures(report));
    add(lines, "Other", others(report));
    if (!report.attempts().isEmpty()) {
      lines.add("");
      lines.add(
          report.attempts().size() == report.attemptsKept()
              ? "Attempts:"
              : "Attempts, the latest %d of %d that are kept:"
                  .formatted(report.attempts().size(), report.attemptsKept()));
      lines.addAll(attempts(report.attempts()).lines(look));
    }
    advice(robot, lines);
    return lines;
  }

  private static void add(List<String> lines, String title, String words) {
    if (!words.isEmpty()) {
      lines.add("  %-13s%s".formatted(title + ":", words));
    }
  }

  private String order(RobotView robot) {
    if (robot.order() != null) {
      Instant deadline = robot.deadline();
      String work = RobotText.work(robot, now);
      return robot.order()
          + (work.isEmpty() ? "" : ": " + work)
          + (deadline == null ? "" : ", until " + Times.near(deadline, now));
    }
    return robot.brokenBy() == null
        ? ""
        : "%s%s, over which it broke"
            .formatted(robot.brokenBy(), robot.smoothie() == null ? "" : ": " + robot.smoothie());
  }

  private String connected(RobotView robot) {
    Instant at = robot.saidAt();
    if (at == null) {
      return "it has never said so, and counts as being there";
    }
    String when = "%s (%s)".formatted(Times.day(at), Times.age(at, now));
    return robot.connected() == null
        ? "as an operator has decided; what it said last, %s, does not count".formatted(when)
        : "%s, as it said at %s".formatted(robot.connected() ? "yes" : "no", when);
  }

  /** What it says of its order, and when it said so; when it answers is not kept. */
  private String said(RobotView robot) {
    String late = RobotText.late(robot);
    return robot.heard() == null
        ? late
        : "%s, at %s (%s)"
            .formatted(
                robot.progress(), Times.near(robot.heard(), now), Times.age(robot.heard(), now));
  }

  private String certificate(@Nullable Instant until) {
    return until == null
        ? ""
        : look.paint(
            RobotText.inkOfEnd(until, now),
            "until %s (%s)".formatted(Times.day(until), Times.age(until, now)));
  }

  private static String makeTime(RobotReport report) {
    return report.made() == 0
        ? ""
        : "%s (median), %s (90th percentile) of %s"
            .formatted(
                Times.length(Objects.requireNonNull(report.makeTimeMedian())),
                Times.length(Objects.requireNonNull(report.makeTimeP90())),
                Text.counted(report.made(), "order"));
  }

  private static String failures(RobotReport report) {
    if (report.told() == 0) {
      return "";
    }
    String kinds = counts(report.outcomes(), /* failures= */ true);
    return "%d of %s (%.1f %%)%s%s"
        .formatted(
            report.failed(),
            Text.counted(report.told(), "attempt"),
            100 * Objects.requireNonNull(report.failureRate()),
            report.oldestAttempt() == null ? "" : " since " + Times.day(report.oldestAttempt()),
            kinds.isEmpty() ? "" : ": " + kinds);
  }

  /** Attempts that say nothing of the robot, and answers that changed nothing. */
  private static String others(RobotReport report) {
    String others = counts(report.outcomes(), /* failures= */ false);
    String extra =
        report.extraAnswers() == 0
            ? ""
            : Text.counted(report.extraAnswers(), "answer") + " that changed nothing";
    return others.isEmpty() || extra.isEmpty() ? others + extra : others + "; " + extra;
  }

  private static String counts(Map<AttemptOutcome, Integer> outcomes, boolean failures) {
    return outcomes.entrySet().stream()
        .filter(each -> !isShownElsewhere(each.getKey()))
        .filter(each -> RobotReport.isFailure(each.getKey()) == failures)
        .map(each -> each.getValue() + " " + each.getKey().word().replace('_', ' '))
        .collect(Collectors.joining(", "));
  }

  private static boolean isShownElsewhere(AttemptOutcome outcome) {
    return outcome == AttemptOutcome.SUCCEEDED || outcome == AttemptOutcome.WORKING;
  }

  private Columns attempts(List<Attempt> attempts) {
    Columns columns = new Columns("  BEGAN", "OUTCOME", "TOOK", "ORDER", "SMOOTHIE", "");
    for (Attempt attempt : attempts) {
      Instant end = attempt.ended() == null ? now : attempt.ended();
      String smoothie = attempt.smoothie();
      Cell began = Times.cell(attempt.started(), now);
      columns.row(
          new Cell(began.ink(), "  " + began.text(), "  " + began.live()),
          new Cell(RobotText.ink(attempt.outcome()), attempt.outcome().word()),
          Cell.of(Times.length(attempt.started(), end)),
          Cell.of(attempt.order().value()),
          Cell.of(smoothie == null ? "" : OrderHeadline.smoothie(smoothie)),
          Cell.of(attempt.inWords()));
    }
    return columns;
  }

  private static void advice(RobotView robot, List<String> lines) {
    String command =
        robot.status() == RobotStatus.BROKEN
            ? "repair"
            : robot.status() == RobotStatus.OFFLINE ? "online" : robot.draining() ? "resume" : "";
    if (!command.isEmpty()) {
      lines.add("");
      lines.add("What you can do:");
      lines.add(
          "  smoothie robots %s %s".formatted(command.toLowerCase(Locale.ROOT), robot.name()));
    }
  }
}
