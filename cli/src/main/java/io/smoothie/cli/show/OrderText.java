package io.smoothie.cli.show;

import io.smoothie.activities.table.Attempt;
import io.smoothie.cli.output.Columns;
import io.smoothie.cli.output.Columns.Cell;
import io.smoothie.cli.output.Look;
import io.smoothie.workflow.JobData;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order as text, for people. */
public final class OrderText {
  private static final String INDENT = "  ";

  private final Look look;

  public OrderText(Look look) {
    this.look = look;
  }

  /** Everything: the path, each stage, attempts, answers, how it ended, what can be done. */
  public List<String> lines(OrderView view) {
    List<String> lines = new ArrayList<>();
    lines.add("Order " + view.story().order() + ": " + new OrderHeadline(look).of(view));
    lines.add(asked(view.story()));
    lines.addAll(data("Params: ", view.story().request().params()));
    lines.add("");
    lines.addAll(new PathRenderer(look).render(view.story().path()));
    lines.add("");
    lines.addAll(new StageTable(look).lines(view.story(), view.now()));
    lines.addAll(state(view));
    section(lines, "Attempts", attempts(view));
    section(lines, "Answers that changed nothing", IgnoredAnswers.lines(view.story()));
    section(lines, "Messages that could not be used", deadLetters(view));
    section(lines, "Also", also(view));
    section(lines, "What you can do", Advice.about(view));
    return lines;
  }

  private static String asked(OrderStory story) {
    OrderRequest request = story.request();
    return "Placed %s%s; %s"
        .formatted(
            Times.day(story.started()),
            story.isScheduled() ? ", due " + Times.day(story.due()) : "",
            request.unreadable() == null
                ? request.terms()
                : Text.forOneLine(request.unreadable(), 300));
  }

  /** One line, or none. */
  static List<String> data(String title, @Nullable JobData data) {
    return data == null ? List.of() : List.of(title + Text.forOneLine(data.toString(), 5_000));
  }

  /** What the order waits for, or how it ended. */
  private List<String> state(OrderView view) {
    List<String> lines = new ArrayList<>();
    Wait wait = view.story().waits();
    if (wait != null) {
      lines.add("  Now: " + WaitText.of(view, wait));
    }
    if (view.story().cancelAccepted() != null && !view.status().isOver()) {
      lines.add("  " + cancelWords(view));
    }
    Ending ending = view.story().ending();
    if (ending != null && ending.message() != null) {
      String words = look.paint(OrderHeadline.ink(ending.status()), ending.message());
      lines.add("  %s (%s)".formatted(words, ending.type()));
    }
    if (ending != null && ending.result() != null) {
      lines.addAll(data("  Result: ", ending.result().result()));
    }
    if (ending != null && ending.failure() != null) {
      ending
          .failure()
          .attempts()
          .forEach(
              tried -> lines.addAll(data("  %s says: ".formatted(tried.robot()), tried.details())));
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

  private List<String> attempts(OrderView view) {
    if (view.attempts().isEmpty()) {
      return List.of();
    }
    Columns table = new Columns("CLAIM", "ROBOT", "OUTCOME", "TOOK", "");
    for (AttemptRow row : AttemptRow.of(view.attempts())) {
      Attempt attempt = row.attempt();
      Instant end = attempt.ended() == null ? view.now() : attempt.ended();
      table.row(
          Cell.of(row.claims()),
          Cell.of(attempt.robot().value()),
          Cell.of(attempt.outcome().word()),
          Cell.of(Times.length(row.started(), end)),
          Cell.of(attempt.inWords()));
    }
    return table.lines(look.indented(INDENT.length()));
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
      body.forEach(line -> lines.add(INDENT + line));
    }
  }
}
