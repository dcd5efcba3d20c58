package io.smoothie.cli.snapshot;

import io.smoothie.activities.table.Attempt;
import io.smoothie.activities.table.DeadLetter;
import io.smoothie.activities.table.Gateway;
import io.smoothie.activities.table.KeptEnding;
import io.smoothie.activities.table.Overview;
import io.smoothie.activities.table.QueueEntry;
import io.smoothie.activities.table.QueueLength;
import io.smoothie.activities.table.QueuePlace;
import io.smoothie.activities.table.QueuePlace.Estimate;
import io.smoothie.activities.table.Robot;
import io.smoothie.activities.table.RobotStatus;
import io.smoothie.activities.table.Table;
import io.smoothie.cli.show.Outlook;
import io.smoothie.cli.snapshot.PlacedOrders.Placed;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a snapshot has of the table. */
final class TableReader {
  private static final int ROBOTS = 200;
  private static final int WAITERS = 20;
  private static final int ENDINGS = 20;
  private static final int LETTERS = 5;
  private static final int GATEWAYS = 20;
  private static final int NEW_ORDERS = 50;
  private static final int LONGEST = 200;

  private final Table table;
  private final PlacedOrders orders;
  private final LastHour lastHour = new LastHour();

  TableReader(Table table, PlacedOrders orders) {
    this.table = table;
    this.orders = orders;
  }

  /**
   * @param last for the parts, which stay as they are
   * @throws io.smoothie.activities.table.TableException when the table cannot be read
   */
  Snapshot read(Snapshot last, boolean temporalAnswers) {
    orders.mayAsk(temporalAnswers ? NEW_ORDERS : 0);
    List<Gateway> gateways = table.gateways().list();
    Instant now = table.now();
    return new Snapshot(
        now,
        last.temporal(),
        last.table(),
        robots(),
        queue(),
        table.endings().latest(ENDINGS).stream().map(TableReader::ended).toList(),
        lastHour.read(table.overview(), now),
        new Snapshot.DeadLetters(
            table.deadLetters().count(),
            table.deadLetters().list(LETTERS).stream().map(TableReader::letter).toList()),
        gateways.stream().limit(GATEWAYS).map(gateway -> shown(gateway, now)).toList(),
        gateways.stream().anyMatch(gateway -> gateway.isListening(now))
            ? null
            : table.gateways().silence().orElse(null));
  }

  private Snapshot.Robots robots() {
    Overview overview = table.overview();
    Map<RobotStatus, Integer> counts = overview.robotCounts();
    Map<RobotName, Attempt> latest =
        overview.latestOfRobots(ROBOTS).stream()
            .collect(Collectors.toMap(Attempt::robot, Function.identity(), (one, same) -> one));
    return new Snapshot.Robots(
        counts.values().stream().mapToInt(Integer::intValue).sum(),
        counts,
        overview.robots(ROBOTS).stream()
            .map(robot -> shown(robot, itsAttempt(robot, latest.get(robot.name()))))
            .toList());
  }

  /** The attempt that it is at, or that it broke over; it was read at another moment. */
  private static @Nullable Attempt itsAttempt(Robot robot, @Nullable Attempt latest) {
    return latest != null && robot.isAtOrBrokeOver(latest) ? latest : null;
  }

  private Snapshot.RobotNow shown(Robot robot, @Nullable Attempt attempt) {
    boolean told = Snapshot.isAtWork(robot) && robot.told() && attempt != null;
    Placed placed = orders.find(attempt == null ? robot.order() : attempt.order());
    return new Snapshot.RobotNow(
        robot.name(),
        robot.status(),
        robot.since(),
        attempt == null ? robot.order() : attempt.order(),
        placed == null ? null : placed.smoothie(),
        told ? Objects.requireNonNull(attempt).percent() : null,
        told ? Objects.requireNonNull(attempt).started() : null,
        told && placed != null
            ? Objects.requireNonNull(attempt).started().plus(placed.startToClose())
            : null,
        why(robot, told ? attempt : null));
  }

  private static String why(Robot robot, @Nullable Attempt atWork) {
    String broken = robot.brokenReason();
    return Stream.of(
            broken == null ? "" : Text.forOneLine(broken, LONGEST),
            atWork == null ? "" : atWork.progressInWords(),
            robot.lateAnswers() > 0 ? "answered late" : "",
            Boolean.FALSE.equals(robot.connected()) && robot.status() != RobotStatus.OFFLINE
                ? "offline"
                : "")
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private Snapshot.Queue queue() {
    List<QueueLength> lengths = table.queue().lengths();
    List<Snapshot.Waiting> first = new ArrayList<>();
    for (QueueEntry entry :
        lengths.isEmpty() ? List.<QueueEntry>of() : table.queue().line(WAITERS)) {
      // It may have left the queue since.
      Optional<QueuePlace> place = table.queue().place(entry.order());
      place.ifPresent(where -> first.add(waiting(entry, where)));
    }
    return new Snapshot.Queue(
        lengths.stream().mapToInt(QueueLength::waiting).sum(),
        lengths.stream().map(QueueLength::oldest).min(Comparator.naturalOrder()).orElse(null),
        first);
  }

  private Snapshot.Waiting waiting(QueueEntry entry, QueuePlace place) {
    Estimate estimate = place.estimate();
    return new Snapshot.Waiting(
        place.position(),
        entry.order(),
        orders.smoothie(entry.order()),
        entry.priority(),
        entry.skills(),
        entry.robot(),
        entry.enqueued(),
        estimate == null ? null : estimate.low(),
        estimate == null ? null : estimate.high(),
        Outlook.of(place));
  }

  private static Snapshot.Ended ended(KeptEnding ending) {
    return new Snapshot.Ended(
        ending.order(),
        Text.forOneLine(ending.request().smoothie(), OrderRequest.MAX_SMOOTHIE_CODE_POINTS),
        ending.outcome(),
        ending.robot(),
        ending.failureType(),
        ending.message() == null ? null : Text.forOneLine(ending.message(), LONGEST),
        ending.due(),
        ending.ended());
  }

  private static Snapshot.Letter letter(DeadLetter letter) {
    return new Snapshot.Letter(
        letter.id(),
        letter.at(),
        letter.order(),
        Text.forOneLine(letter.topic(), LONGEST),
        Text.forOneLine(letter.reason(), LONGEST));
  }

  private static Snapshot.GatewayNow shown(Gateway gateway, Instant now) {
    return new Snapshot.GatewayNow(
        Text.forOneLine(gateway.clientId(), LONGEST),
        gateway.isListening(now),
        gateway.since(),
        gateway.isListening(now) ? null : gateway.lastSeen());
  }
}
