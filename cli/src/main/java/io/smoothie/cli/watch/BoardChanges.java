package io.smoothie.cli.watch;

import io.smoothie.activities.table.RobotStatus;
import io.smoothie.cli.show.Times;
import io.smoothie.cli.snapshot.Part;
import io.smoothie.cli.snapshot.Snapshot;
import io.smoothie.cli.snapshot.Snapshot.Ended;
import io.smoothie.cli.snapshot.Snapshot.GatewayNow;
import io.smoothie.cli.snapshot.Snapshot.Letter;
import io.smoothie.cli.snapshot.Snapshot.RobotNow;
import io.smoothie.workflow.OrderOutcome;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A line for each thing that has changed from one snapshot to the next. */
final class BoardChanges {
  private final @Nullable Snapshot before;
  private final Snapshot now;
  private final List<String> lines = new ArrayList<>();

  private BoardChanges(@Nullable Snapshot before, Snapshot now) {
    this.before = before;
    this.now = now;
  }

  /**
   * The lines, each with the time before it.
   *
   * @param before null for all that is so; what has ended already is not told then
   */
  static List<String> between(@Nullable Snapshot before, Snapshot now) {
    BoardChanges changes = new BoardChanges(before, now);
    changes.part("Temporal", before == null ? null : before.temporal(), now.temporal());
    changes.part("The table", before == null ? null : before.table(), now.table());
    changes.gateways();
    changes.endings();
    changes.robots();
    changes.queue();
    changes.deadLetters();
    return changes.lines;
  }

  private void say(String words) {
    lines.add(Times.day(now.at()) + "  " + words);
  }

  private void part(String what, @Nullable Part was, Part is) {
    String named = "%s at %s".formatted(what, is.address());
    if (!is.answers() && (was == null || was.answers())) {
      say(
          "%s does not answer: %s"
              .formatted(named, Text.forOneLine(String.valueOf(is.trouble()), 300)));
    } else if (is.answers() && was != null && !was.answers()) {
      say(named + " answers again");
    }
  }

  private void gateways() {
    boolean silentBefore = before != null && before.noGateway() != null;
    if (now.noGateway() != null && !silentBefore) {
      say("No robot is told: " + now.noGateway());
    }
    Map<String, Boolean> listened =
        before == null
            ? Map.of()
            : before.gateways().stream()
                .collect(
                    Collectors.toMap(
                        GatewayNow::clientId, GatewayNow::listening, (one, same) -> one));
    for (GatewayNow gateway : now.gateways()) {
      if (!Objects.equals(listened.get(gateway.clientId()), gateway.listening())) {
        say(
            "Gateway %s %s"
                .formatted(
                    gateway.clientId(), gateway.listening() ? "listens" : "does not listen"));
      }
    }
  }

  private void endings() {
    if (before == null) {
      return;
    }
    Set<Ended> known = Set.copyOf(before.endings());
    List<Ended> news = new ArrayList<>(now.endings());
    news.removeIf(known::contains);
    if (!known.isEmpty() && news.size() == now.endings().size()) {
      say("More orders may have ended than these:");
    }
    Collections.reverse(news);
    for (Ended ended : news) {
      say("Order %s %s".formatted(ended.order(), how(ended)));
    }
  }

  private static String how(Ended ended) {
    String words = ended.outcome().word();
    if (ended.robot() != null) {
      words += ended.outcome() == OrderOutcome.MADE ? " by " : ", last with ";
      words += ended.robot();
    }
    words += ", %s after it was due: ".formatted(Times.length(ended.due(), ended.ended()));
    words += ended.smoothie();
    return ended.failureType() == null
        ? words
        : words + "; %s: %s".formatted(ended.failureType(), ended.message());
  }

  private void robots() {
    Map<RobotName, RobotNow> known = before == null ? Map.of() : byName(before);
    for (RobotNow robot : now.robots().shown()) {
      String words = is(robot);
      RobotNow was = known.get(robot.name());
      if (was == null || !words.equals(is(was))) {
        say(words);
      }
    }
    // Of many robots some are not shown: one that is missing then need not be gone.
    if (before != null && now.robots().total() == now.robots().shown().size()) {
      Map<RobotName, RobotNow> present = byName(now);
      known.keySet().stream()
          .filter(name -> !present.containsKey(name))
          .forEach(name -> say("%s is no longer in the table".formatted(name)));
    }
  }

  private static Map<RobotName, RobotNow> byName(Snapshot snapshot) {
    return snapshot.robots().shown().stream()
        .collect(Collectors.toMap(RobotNow::name, Function.identity(), (one, same) -> one));
  }

  /** Without its progress, which would be a line each second. */
  private static String is(RobotNow robot) {
    String words = "%s is %s".formatted(robot.name(), robot.status());
    if (robot.status() == RobotStatus.BROKEN && !robot.why().isEmpty()) {
      words += ", " + robot.why();
    }
    return robot.order() == null ? words : words + ", order " + robot.order();
  }

  private void queue() {
    int length = now.queue().length();
    if (length != (before == null ? 0 : before.queue().length())) {
      say(Text.counted(length, "order") + (length == 1 ? " waits" : " wait"));
    }
  }

  private void deadLetters() {
    if (before == null) {
      return;
    }
    long known = before.deadLetters().latest().stream().mapToLong(Letter::id).max().orElse(0);
    List<Letter> news = new ArrayList<>(now.deadLetters().latest());
    news.removeIf(letter -> letter.id() <= known);
    if (known > 0 && !news.isEmpty() && news.size() == now.deadLetters().latest().size()) {
      say("More dead letters may have come than these:");
    }
    Collections.reverse(news);
    for (Letter letter : news) {
      say("Dead letter %d, %s: %s".formatted(letter.id(), letter.topic(), letter.reason()));
    }
  }
}
