package io.smoothie.cli.follow;

import io.smoothie.cli.output.Look;
import io.smoothie.cli.output.Look.Ink;
import io.smoothie.cli.output.OverwrittenLine;
import io.smoothie.cli.show.OrderLines;
import io.smoothie.cli.show.OrderStory;
import io.smoothie.cli.show.OrderView;
import io.smoothie.cli.show.Visit;
import io.smoothie.cli.show.Wait;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Prints an order's progress, a line for each stage that it has left; on a terminal, a line for its
 * current stage counts the seconds. When nothing has happened for 5 seconds, prints the reason why
 * the order waits; of one that is not due yet, at once.
 */
final class Progress {
  private static final Duration QUIET = Duration.ofSeconds(5);

  private final OverwrittenLine counting;
  private final Look look;
  private final OrderLines lines;
  private final Function<OrderStory, OrderView> withTable;

  private int told;
  private boolean cancelTold;
  private @Nullable Instant quietSince;
  private @Nullable String explained;
  private String robotSaid = "";

  Progress(PrintWriter err, Look look, Function<OrderStory, OrderView> withTable) {
    counting = new OverwrittenLine(err);
    this.look = look;
    this.lines = new OrderLines(look);
    this.withTable = withTable;
  }

  /**
   * Prints everything in {@code story} that has not been printed before.
   *
   * @param said what the order's robot says of its work, or empty
   */
  void show(OrderStory story, String said, Instant now) {
    List<Visit> path = story.path();
    for (; told < path.size() && path.get(told).ended() != null; told++) {
      say(lines.stage(path.get(told)));
      quietSince = now;
    }
    if (story.cancelAccepted() != null && !cancelTold) {
      cancelTold = true;
      say(lines.cancelled(withTable.apply(story)));
    }
    Wait wait = story.waits();
    if (wait == null) {
      return;
    }
    if (quietSince == null) {
      quietSince = now;
    }
    boolean due = wait.kind() == Wait.Kind.DUE;
    if ((due || !now.isBefore(quietSince.plus(QUIET))) && !wait.isTooShortToMention(now)) {
      explain(withTable.apply(story), wait, now);
    }
    boolean isNew = !said.isEmpty() && !said.equals(robotSaid);
    robotSaid = said;
    if (look.live() && !due && told < path.size()) {
      draw(path.get(told), said, now);
    } else if (isNew) {
      quietSince = now;
      say(look.paint(Ink.DIM, "  ... " + said));
    }
  }

  /** A line of its own. */
  void say(String line) {
    counting.say(line);
  }

  /** Clears the line that counts the seconds, if there is one. */
  void close() {
    counting.clear();
  }

  private void explain(OrderView view, Wait wait, Instant now) {
    quietSince = now;
    Integer position = view.place() == null ? null : view.place().position();
    String key = wait.kind() + " " + wait.robot() + " " + position + " " + wait.what();
    if (!Objects.equals(key, explained)) {
      explained = key;
      say(look.paint(Ink.DIM, lines.waiting(view)));
    }
  }

  private void draw(Visit here, String said, Instant now) {
    counting.draw(lines.stage(here, said, now));
  }
}
