package io.smoothie.cli.watch;

import io.smoothie.activities.table.RobotStatus;
import io.smoothie.cli.output.Columns;
import io.smoothie.cli.output.Columns.Cell;
import io.smoothie.cli.output.Look;
import io.smoothie.cli.output.Look.Ink;
import io.smoothie.cli.show.RobotInk;
import io.smoothie.cli.show.Times;
import io.smoothie.cli.snapshot.Part;
import io.smoothie.cli.snapshot.Snapshot;
import io.smoothie.cli.snapshot.Snapshot.Ended;
import io.smoothie.cli.snapshot.Snapshot.GatewayNow;
import io.smoothie.cli.snapshot.Snapshot.RobotNow;
import io.smoothie.cli.snapshot.Snapshot.Waiting;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderOutcome;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A snapshot as a page of a terminal, what matters most first. */
final class BoardText {
  /** Where there is less room, names and IDs are shortened. */
  private static final int WIDE = 100;

  private static final int BRIEF = 13;

  private final Look look;
  private final int columns;

  BoardText(Look look, int columns) {
    // The screen cuts its lines, to a width that changes.
    this.look = look.ofAnyWidth();
    this.columns = columns;
  }

  /** No more lines than {@code room}; each may be wider than the screen. */
  List<String> lines(Snapshot now, int room) {
    List<String> lines = new ArrayList<>();
    lines.add(
        look.paint(Ink.BOLD, "Smoothie")
            + look.paint(Ink.DIM, " at " + Times.day(now.at()) + "; q or Ctrl-C ends it"));
    away("Temporal", now.temporal(), lines);
    away("The table", now.table(), lines);
    if (now.noGateway() != null) {
      lines.add(look.paint(Ink.BAD, "No robot is told: " + now.noGateway()));
    }
    return Section.below(
        lines,
        List.of(
            robots(now), queue(now), endings(now), lastHour(now), deadLetters(now), gateways(now)),
        room);
  }

  private void away(String what, Part part, List<String> lines) {
    Instant since = part.awaySince();
    if (since != null) {
      lines.add(
          look.paint(
              Ink.BAD,
              "%s at %s is away since %s, this is what it said last: %s"
                  .formatted(
                      what,
                      part.address(),
                      Times.day(since),
                      Text.forOneLine(String.valueOf(part.trouble()), 300))));
    }
  }

  private Section robots(Snapshot now) {
    List<RobotNow> shown = now.robots().shown();
    String counts =
        Stream.of(RobotStatus.values())
            .filter(status -> now.robots(status) > 0)
            .map(status -> look.paint(RobotInk.of(status), now.robots(status) + " " + status))
            .collect(Collectors.joining(", "));
    int total = now.robots().total();
    return Section.of(
        heading("ROBOTS", total) + (counts.isEmpty() ? "" : ": " + counts),
        total,
        shown.size(),
        room -> {
          boolean all = total <= room;
          // BROKEN robots matter most, then those at work: as their statuses are declared.
          Columns table = new Columns();
          (all ? shown.stream() : shown.stream().sorted(Comparator.comparing(RobotNow::status)))
              .forEach(robot -> robot(robot, now.at(), table));
          return table.lines(look);
        });
  }

  private void robot(RobotNow robot, Instant now, Columns table) {
    Instant deadline = robot.deadline();
    boolean broken = robot.status() == RobotStatus.BROKEN;
    String left = deadline == null ? "" : age(now, deadline) + " left";
    table.row(
        Cell.of(brief(robot.name().value())),
        new Cell(RobotInk.of(robot.status()), robot.status().name()),
        Cell.of("for " + age(robot.since(), now)),
        Cell.of(
            words(
                left,
                broken || deadline != null ? robot.why() : "",
                robot.smoothie(),
                order(robot.order()),
                broken || deadline != null ? "" : robot.why())));
  }

  private Section queue(Snapshot now) {
    int length = now.queue().length();
    Instant oldest = now.queue().oldest();
    return Section.of(
        heading("QUEUE", length)
            + (oldest == null ? "" : ": the oldest waits for " + age(oldest, now.at())),
        length,
        now.queue().first().size(),
        room -> {
          Columns table = new Columns();
          now.queue().first().forEach(waiting -> waiting(waiting, now.at(), table));
          return table.lines(look);
        });
  }

  private void waiting(Waiting waiting, Instant now, Columns table) {
    RobotName robot = waiting.robot();
    table.row(
        Cell.of(String.valueOf(waiting.place())),
        Cell.of(brief(waiting.order().value())),
        Cell.of("for " + age(waiting.waitingSince(), now)),
        Cell.of(
            words(
                waiting.why(),
                waiting.smoothie(),
                waiting.priority() == 0 ? "" : "priority " + waiting.priority(),
                waiting.needs().names().isEmpty()
                    ? ""
                    : "needs " + String.join(",", waiting.needs().names()),
                robot == null ? "" : "for " + brief(robot.value()))));
  }

  private Section endings(Snapshot now) {
    List<Ended> endings = now.endings();
    return Section.of(
        heading("LATEST ENDINGS", null),
        endings.size(),
        endings.size(),
        room -> {
          Columns table = new Columns();
          endings.forEach(ended -> ended(ended, now.at(), table));
          return table.lines(look);
        });
  }

  private void ended(Ended ended, Instant now, Columns table) {
    boolean made = ended.outcome() == OrderOutcome.MADE;
    table.row(
        Cell.of(age(ended.ended(), now) + " ago"),
        new Cell(made ? Ink.GOOD : Ink.BAD, ended.outcome().word()),
        Cell.of(brief(ended.order().value())),
        Cell.of(
            words(
                ended.failureType(),
                ended.robot() == null ? "" : brief(ended.robot().value()),
                "after " + Times.length(ended.due(), ended.ended()),
                ended.smoothie(),
                ended.message())));
  }

  private Section lastHour(Snapshot now) {
    HourChart hour = new HourChart(now.lastHour(), look, columns);
    List<String> rows = hour.rows();
    return Section.of(
        heading("LAST HOUR", null) + hour.words(), rows.size(), rows.size(), room -> rows);
  }

  private Section deadLetters(Snapshot now) {
    Snapshot.DeadLetters letters = now.deadLetters();
    return Section.of(
        heading("DEAD LETTERS", letters.total()),
        letters.total(),
        letters.latest().size(),
        room ->
            letters.latest().stream()
                .map(
                    letter ->
                        "%s ago  %s  %s"
                            .formatted(age(letter.at(), now.at()), letter.topic(), letter.reason()))
                .toList());
  }

  private Section gateways(Snapshot now) {
    long listening = now.gateways().stream().filter(GatewayNow::listening).count();
    return Section.of(
        heading("GATEWAYS", now.gateways().size()) + ": %d listening".formatted(listening),
        now.gateways().size(),
        now.gateways().size(),
        room ->
            now.gateways().stream()
                .map(
                    gateway ->
                        gateway.listening()
                            ? "%s listens for %s"
                                .formatted(gateway.clientId(), age(gateway.since(), now.at()))
                            : look.paint(
                                Ink.BAD,
                                "%s does not listen, seen last %s ago"
                                    .formatted(
                                        gateway.clientId(),
                                        age(
                                            Objects.requireNonNullElse(
                                                gateway.lastSeen(), gateway.since()),
                                            now.at()))))
                .toList());
  }

  private String heading(String words, @Nullable Integer count) {
    return look.paint(Ink.BOLD, words) + (count == null ? "" : " " + count);
  }

  private static String words(@Nullable String... words) {
    return Stream.of(words)
        .filter(Objects::nonNull)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private String order(@Nullable OrderId order) {
    return order == null ? "" : "order " + brief(order.value());
  }

  private String brief(String text) {
    return columns < WIDE ? Text.forOneLine(text, BRIEF) : text;
  }

  /** To the second: tenths would only flicker. */
  private static String age(Instant from, Instant to) {
    Duration length = Duration.between(from, to).truncatedTo(ChronoUnit.SECONDS);
    return Times.length(length).replace(".0s", "s");
  }
}
