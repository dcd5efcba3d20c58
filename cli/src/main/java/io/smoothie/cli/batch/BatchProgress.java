package io.smoothie.cli.batch;

import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.output.Look;
import io.smoothie.cli.output.OverwrittenLine;
import io.smoothie.cli.show.OrderStatus;
import io.smoothie.workflow.Durations;
import io.smoothie.workflow.OrderId;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Counts what became of a batch's orders and says so: on a terminal with a bar, else with a line
 * now and then. Thread-safe.
 */
final class BatchProgress {
  private static final int BAR = 20;
  private static final int MOST_NAMED = 10;

  /** The table has an ending before Temporal does, and another clock. */
  private static final Duration TABLE_IS_SOONER = Duration.ofSeconds(30);

  private static final Duration DRAWN = Duration.ofMillis(200);
  private static final Duration SAID = Duration.ofSeconds(10);

  private final OverwrittenLine line;
  private final Look look;
  private final int all;
  private final long began = System.nanoTime();
  private long last = began;
  private int placed;
  private int before;
  private int made;
  private int failed;
  private int cancelled;
  private Instant firstFailed = Instant.MAX;

  /** The first orders that were not made. */
  private final List<OrderId> notMade = new ArrayList<>();

  BatchProgress(PrintWriter err, Look look, int all) {
    line = new OverwrittenLine(err);
    this.look = look;
    this.all = all;
  }

  synchronized void placed(boolean already) {
    placed++;
    before += already ? 1 : 0;
    show();
  }

  synchronized void ended(OrderId order, OrderStatus status, Instant at) {
    if (status != OrderStatus.MADE && notMade.size() < MOST_NAMED) {
      notMade.add(order);
    }
    if (status == OrderStatus.FAILED && at.isBefore(firstFailed)) {
      firstFailed = at;
    }
    switch (status) {
      case MADE -> made++;
      case CANCELLED -> cancelled++;
      default -> failed++;
    }
    show();
  }

  /** A line of its own. */
  synchronized void say(String words) {
    line.say(words);
  }

  /** The exit code of a batch whose orders are all over. */
  synchronized int exitCode() {
    return failed > 0 ? ExitCode.FAILED : cancelled > 0 ? ExitCode.CANCELLED : ExitCode.OK;
  }

  synchronized int notPlaced() {
    return all - placed;
  }

  synchronized int underWay() {
    return placed - made - failed - cancelled;
  }

  /** How many are placed, in one sentence. */
  synchronized String placedInWords() {
    return "%d of %d orders are placed%s.".formatted(placed, all, earlier());
  }

  /** What has become of them so far, and how those that were not made are placed again. */
  synchronized String endingsInWords() {
    Duration took = Duration.ofSeconds(Duration.ofNanos(System.nanoTime() - began).toSeconds());
    return "%d orders in %s: %s%s.%s"
        .formatted(all, Durations.format(took), counts(), earlier(), again());
  }

  private String again() {
    if (notMade.isEmpty()) {
      return "";
    }
    if (failed + cancelled <= MOST_NAMED) {
      return "%nPlace again what was not made: smoothie orders redrive %s"
          .formatted(notMade.stream().map(OrderId::value).collect(Collectors.joining(" ")));
    }
    return failed == 0
        ? ""
        : "%nPlace again what has failed since the first of them did: smoothie orders redrive --failed-since %s"
            .formatted(firstFailed.minus(TABLE_IS_SOONER).truncatedTo(ChronoUnit.SECONDS));
  }

  private String earlier() {
    return before == 0 ? "" : "; %d had been placed before".formatted(before);
  }

  private String counts() {
    int left = notPlaced();
    return "%d made, %d failed%s%s%s"
        .formatted(
            made,
            failed,
            cancelled == 0 ? "" : ", %d cancelled".formatted(cancelled),
            underWay() == 0 ? "" : ", %d under way".formatted(underWay()),
            left == 0 ? "" : ", %d not placed yet".formatted(left));
  }

  private void show() {
    long now = System.nanoTime();
    if (now - last < (look.live() ? DRAWN : SAID).toNanos()) {
      return;
    }
    last = now;
    int over = made + failed + cancelled;
    if (!look.live()) {
      line.say("%d of %d: %s".formatted(over, all, counts()));
      return;
    }
    int filled = (int) ((long) over * BAR / all);
    line.draw(
        "[%s%s] %d of %d: %s"
            .formatted("#".repeat(filled), ".".repeat(BAR - filled), over, all, counts()));
  }

  /** Clears the bar. */
  synchronized void clear() {
    line.clear();
  }
}
