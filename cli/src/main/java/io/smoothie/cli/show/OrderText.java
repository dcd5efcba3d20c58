package io.smoothie.cli.show;

import io.smoothie.activities.table.Attempt;
import io.smoothie.cli.output.Columns;
import io.smoothie.cli.output.Columns.Cell;
import io.smoothie.cli.output.Look;
import io.smoothie.cli.output.Look.Ink;
import io.smoothie.workflow.Durations;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.OrderResult;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An order as text, for people. */
public final class OrderText {
  private final Look look;

  public OrderText(Look look) {
    this.look = look;
  }

  /** Everything: the path, each stage, attempts, answers, how it ended, what can be done. */
  public List<String> lines(OrderView view) {
    List<String> lines = new ArrayList<>();
    lines.add("Order " + view.story().order() + ": " + headline(view));
    lines.add(asked(view.story()));
    lines.add("");
    lines.addAll(new PathRenderer(look).render(view.story().path()));
    lines.add("");
    lines.addAll(stages(view));
    section(lines, "Attempts", attempts(view));
    section(lines, "Answers that changed nothing", ignored(view));
    section(lines, "Messages that could not be used", deadLetters(view));
    section(lines, "Also", also(view));
    section(lines, "What you can do", Advice.about(view));
    return lines;
  }

  /** One line: smoothie, status, and the robot or the length of time that go with it. */
  public String headline(OrderView view) {
    OrderStory story = view.story();
    OrderStatus status = view.status();
    String word = look.paint(ink(status), status.word());
    return "%s, %s%s".formatted(smoothie(story.request()), word, more(view));
  }

  private static String more(OrderView view) {
    OrderStory story = view.story();
    Ending ending = story.ending();
    if (ending == null) {
      return view.status() == OrderStatus.WORKING && story.robot() != null
          ? " with %s for %s".formatted(story.robot(), Times.length(story.started(), view.now()))
          : " for " + Times.length(story.started(), view.now());
    }
    String took = Times.length(story.started(), ending.at());
    OrderResult result = ending.result();
    if (result != null) {
      return " by %s in %s%s"
          .formatted(
              result.robot(), took, result.attempt() > 1 ? ", attempt " + result.attempt() : "");
    }
    return ending.status() == OrderStatus.MADE
        ? " in %s (its result cannot be read)".formatted(took)
        : " after %s".formatted(took);
  }

  /** The colour of a status. */
  public static Ink ink(OrderStatus status) {
    return switch (status) {
      case WAITING, WORKING -> Ink.NOW;
      case MADE -> Ink.GOOD;
      case FAILED -> Ink.BAD;
      case CANCELLED -> Ink.BOLD;
    };
  }

  /** The smoothie's name, fit for a line. */
  public static String smoothie(OrderRequest request) {
    String name = Text.forOneLine(request.smoothie(), OrderRequest.MAX_SMOOTHIE_CODE_POINTS);
    return name.isEmpty() ? "(no smoothie)" : name;
  }

  private static String asked(OrderStory story) {
    OrderRequest request = story.request();
    if (request.unreadable() != null) {
      return "Placed %s; %s"
          .formatted(Times.day(story.started()), Text.forOneLine(request.unreadable(), 300));
    }
    return "Placed %s; start-to-close %s, limit %s, queue timeout %s, priority %d, attempts %d"
        .formatted(
            Times.day(story.started()),
            Durations.format(request.startToClose()),
            Durations.format(request.limit()),
            Durations.format(request.queueTimeout()),
            request.priority(),
            request.attempts());
  }

  private List<String> stages(OrderView view) {
    Columns table = new Columns("  STAGE", "ROBOT", "FROM", "TOOK", "");
    for (Visit visit : view.story().path()) {
      Ink ink = PathRenderer.ink(visit.stage(), visit.state());
      Instant end = visit.ended() == null ? view.now() : visit.ended();
      table.row(
          new Cell(ink, "  " + Symbols.of(visit.state(), look) + " " + visit.stage().title()),
          Cell.of(name(visit.robot())),
          Cell.of(Times.near(visit.started(), view.story().started())),
          Cell.of(Times.length(visit.started(), end)),
          Cell.of(note(visit, view)));
    }
    List<String> lines = new ArrayList<>(table.lines(look));
    Wait wait = view.story().waits();
    if (wait != null) {
      lines.add("  Now: " + WaitText.of(view, wait));
    }
    if (view.story().cancelAccepted() != null && !view.status().isOver()) {
      lines.add("  " + cancelWords(view));
    }
    Ending ending = view.story().ending();
    if (ending != null && ending.message() != null) {
      lines.add(
          "  %s (%s)".formatted(look.paint(ink(ending.status()), ending.message()), ending.type()));
    }
    return lines;
  }

  /** That a cancel was accepted, and when it takes effect. */
  static String cancelWords(OrderView view) {
    RobotName robot = view.story().holds();
    Wait wait = view.story().waits();
    Instant until = wait == null ? null : wait.until();
    return "A cancel was accepted"
        + (robot == null
            ? "; the order is about to end."
            : ": the order ends when %s has answered%s."
                .formatted(
                    robot,
                    until == null ? "" : ", at the latest at " + Times.near(until, view.now())));
  }

  private static String note(Visit visit, OrderView view) {
    if (visit.wasNotSent() && visit.tries() > 1) {
      Instant end = visit.ended() == null ? view.now() : visit.ended();
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

  private List<String> attempts(OrderView view) {
    if (view.attempts().isEmpty()) {
      return List.of();
    }
    Columns table = new Columns("CLAIM", "ROBOT", "OUTCOME", "TOOK", "");
    for (AttemptRow row : AttemptRow.of(view.attempts())) {
      Attempt attempt = row.attempt();
      Instant end = attempt.ended() == null ? view.now() : attempt.ended();
      long extra = attempt.extraAnswers();
      String answers =
          extra == 0 ? "" : "answered %d more time%s".formatted(extra, extra == 1 ? "" : "s");
      String reason = Text.forOneLine(attempt.reason(), 300);
      table.row(
          Cell.of(row.claims()),
          Cell.of(attempt.robot().value()),
          Cell.of(attempt.outcome().word()),
          Cell.of(Times.length(row.started(), end)),
          Cell.of(reason + (reason.isEmpty() || answers.isEmpty() ? "" : "; ") + answers));
    }
    return table.lines(look);
  }

  private static List<String> ignored(OrderView view) {
    List<String> lines = new ArrayList<>();
    for (Answer answer : view.story().answers()) {
      if (answer.ignored() != null) {
        lines.add(
            "%s  %s said %s: %s"
                .formatted(
                    Times.near(answer.at(), view.story().started()),
                    answer.robot() == null ? "an unnamed robot" : answer.robot(),
                    said(answer),
                    answer.ignored()));
      }
    }
    return lines;
  }

  private static List<String> deadLetters(OrderView view) {
    return view.deadLetters().stream()
        .map(
            letter ->
                "%s  %s: %s: smoothie dead-letters show %d"
                    .formatted(
                        Times.near(letter.at(), view.story().started()),
                        Text.forOneLine(letter.topic(), 150),
                        Text.forOneLine(letter.reason(), 300),
                        letter.id()))
        .toList();
  }

  private static String said(Answer answer) {
    if (answer.robot() == null) {
      return "something";
    }
    String reason = answer.reason();
    if (reason == null) {
      return "success";
    }
    return reason.isEmpty() ? "failure" : "failure (" + reason + ")";
  }

  private static List<String> also(OrderView view) {
    List<String> lines = new ArrayList<>(view.story().remarks());
    if (view.tableTrouble() != null) {
      lines.add("Attempts and queue are left out: " + view.tableTrouble());
    }
    return lines;
  }

  private static void section(List<String> lines, String title, List<String> body) {
    if (!body.isEmpty()) {
      lines.add("");
      lines.add(title + ":");
      body.forEach(line -> lines.add("  " + line));
    }
  }

  private static String name(@org.jspecify.annotations.Nullable RobotName robot) {
    return robot == null ? "" : robot.value();
  }
}
