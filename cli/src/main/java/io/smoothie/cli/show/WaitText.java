package io.smoothie.cli.show;

import io.smoothie.activities.table.QueuePlace;
import io.smoothie.activities.table.Robot;
import java.time.Instant;
import java.util.List;

/** What an order waits for, in words that go on from "waiting: ". */
final class WaitText {
  private WaitText() {}

  static String of(OrderView view, Wait wait) {
    Instant now = view.now();
    String length = Times.length(wait.since(), now);
    if (wait.isTooShortToMention(now)) {
      return "it is at its next step";
    }
    return switch (wait.kind()) {
      case DUE -> wait.until() == null ? "it is not due yet" : due(wait.until(), now);
      case WORKER ->
          "no worker has taken it for %s: is `smoothie worker` running on task queue %s?"
              .formatted(length, wait.what());
      case STEP ->
          wait.what().isEmpty()
              ? "a worker has been at its next step for %s".formatted(length)
              : "its next step has been failing for %s, and is tried again: %s"
                  .formatted(length, wait.what());
      case ACTIVITY ->
          "%s has been under way for %s%s: is `smoothie worker` running, and does it reach the table?"
              .formatted(
                  wait.what(), length, view.pending() == null ? "" : " (" + view.pending() + ")");
      case QUEUE -> queue(view, wait) + away(view);
      case ROBOT -> robot(wait, now) + progress(view);
      case BROKER ->
          "the broker does not take the message for %s, which is tried again: %s"
              .formatted(wait.robot(), wait.what());
      case GATEWAY ->
          "%s could not be heard, for %s: %s".formatted(wait.robot(), length, wait.what());
    };
  }

  static String due(Instant due, Instant now) {
    return "it is due at %s, in %s".formatted(Times.near(due, now), Times.length(now, due));
  }

  private static String robot(Wait wait, Instant now) {
    String until = wait.until() == null ? "" : ", until " + Times.near(wait.until(), now);
    return wait.what().isEmpty()
        ? "%s is making it%s".formatted(wait.robot(), until)
        : "%s is waited for%s, but %s".formatted(wait.robot(), until, wait.what());
  }

  private static String progress(OrderView view) {
    return OrderTable.atWork(view.attempts())
        .map(attempt -> ": " + attempt.progressInWords())
        .orElse("");
  }

  private static String queue(OrderView view, Wait wait) {
    StringBuilder words = new StringBuilder("it is in the queue for ");
    words.append(view.story().request().needs().robotInWords());
    if (view.place() != null) {
      words.append(", place ").append(view.place().position()).append(ahead(view, view.place()));
    }
    if (wait.until() != null) {
      words
          .append(", until ")
          .append(Times.near(wait.until(), view.now()))
          .append(" at the latest");
    }
    return words.toString();
  }

  /** Names the robots that said that they are away, when no others are left for the order. */
  private static String away(OrderView view) {
    List<Robot> away = view.away();
    if (away.isEmpty()) {
      return "";
    }
    Robot first = away.get(0);
    Instant since = first.awaySince();
    return "; %s said that it is away%s%s"
        .formatted(
            first.name(),
            since == null ? "" : ", " + Times.length(since, view.now()) + " ago",
            away.size() == 1 ? "" : ", and %d more did".formatted(away.size() - 1));
  }

  private static String ahead(OrderView view, QueuePlace place) {
    // Of a lone robot that is away the end of the sentence says so, and since when.
    boolean said = place.offline().size() == 1 && !view.away().isEmpty();
    String words = Outlook.of(place, said ? List.of() : place.offline());
    return words.isEmpty() ? "" : (place.isStuck() ? ", and " : ", ") + words;
  }
}
