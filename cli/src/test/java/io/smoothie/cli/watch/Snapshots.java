package io.smoothie.cli.watch;

import io.smoothie.activities.table.RobotStatus;
import io.smoothie.cli.snapshot.Part;
import io.smoothie.cli.snapshot.Snapshot;
import io.smoothie.cli.snapshot.Snapshot.DeadLetters;
import io.smoothie.cli.snapshot.Snapshot.Ended;
import io.smoothie.cli.snapshot.Snapshot.GatewayNow;
import io.smoothie.cli.snapshot.Snapshot.Letter;
import io.smoothie.cli.snapshot.Snapshot.Minute;
import io.smoothie.cli.snapshot.Snapshot.Queue;
import io.smoothie.cli.snapshot.Snapshot.RobotNow;
import io.smoothie.cli.snapshot.Snapshot.Robots;
import io.smoothie.cli.snapshot.Snapshot.Waiting;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderOutcome;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Snapshots to show, built piece by piece. */
final class Snapshots {
  static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

  private final List<RobotNow> robots = new ArrayList<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private final List<Ended> endings = new ArrayList<>();
  private final List<Letter> letters = new ArrayList<>();
  private final List<GatewayNow> gateways = new ArrayList<>();
  private List<Minute> hour = IntStream.range(0, 60).mapToObj(i -> minute(i, 0, 0, null)).toList();
  private Part temporal = new Part("127.0.0.1:7233", null, null);
  private Part table = new Part("shop.db", null, null);
  private int hiddenRobots;
  private int hiddenWaiters;
  private @Nullable String noGateway;

  Snapshots robot(String name, RobotStatus status) {
    return robot(name, status, null, null, null, "");
  }

  Snapshots robot(
      String name,
      RobotStatus status,
      @Nullable String order,
      @Nullable String smoothie,
      @Nullable Integer secondsLeft,
      String why) {
    robots.add(
        new RobotNow(
            new RobotName(name),
            status,
            NOW.minusSeconds(90),
            order == null ? null : new OrderId(order),
            smoothie,
            null,
            null,
            secondsLeft == null ? null : NOW.plusSeconds(secondsLeft),
            why));
    return this;
  }

  Snapshots moreRobots(int hidden) {
    hiddenRobots = hidden;
    return this;
  }

  Snapshots waiting(String order, String smoothie, String why) {
    waiting.add(
        new Waiting(
            waiting.size() + 1,
            new OrderId(order),
            smoothie,
            0,
            Skills.NONE,
            null,
            NOW.minusSeconds(20),
            null,
            null,
            why));
    return this;
  }

  Snapshots moreWaiters(int hidden) {
    hiddenWaiters = hidden;
    return this;
  }

  Snapshots ended(String order, OrderOutcome outcome, @Nullable String type, @Nullable String why) {
    endings.add(
        0,
        new Ended(
            new OrderId(order),
            "Mango",
            outcome,
            new RobotName("Robot1"),
            type,
            why,
            NOW.minusSeconds(70),
            NOW.minusSeconds(60)));
    return this;
  }

  Snapshots letter(long id, String reason) {
    letters.add(0, new Letter(id, NOW.minusSeconds(5), null, "robots/Robot1/success", reason));
    return this;
  }

  Snapshots gateway(String clientId, boolean listening) {
    gateways.add(
        new GatewayNow(
            clientId, listening, NOW.minusSeconds(600), listening ? null : NOW.minusSeconds(30)));
    return this;
  }

  Snapshots noGateway(String words) {
    noGateway = words;
    return this;
  }

  /** Made in the last minute and in the one before it. */
  Snapshots lastMinutes(int before, int last) {
    hour =
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    i == 59
                        ? minute(i, last, 1, Duration.ofSeconds(4))
                        : i == 58
                            ? minute(i, before, 0, Duration.ofSeconds(2))
                            : minute(i, 0, 0, null))
            .toList();
    return this;
  }

  Snapshots temporalAway(String trouble) {
    temporal = new Part("127.0.0.1:7233", NOW.minusSeconds(30), trouble);
    return this;
  }

  Snapshots tableAway(String trouble) {
    table = new Part("shop.db", NOW.minusSeconds(30), trouble);
    return this;
  }

  private static Minute minute(int i, int made, int failed, @Nullable Duration mean) {
    return new Minute(NOW.minusSeconds(60L * (59 - i)), made, failed, mean, mean);
  }

  Snapshot now() {
    Map<RobotStatus, Integer> counts = new EnumMap<>(RobotStatus.class);
    robots.forEach(robot -> counts.merge(robot.status(), 1, Integer::sum));
    return new Snapshot(
        NOW,
        temporal,
        table,
        new Robots(robots.size() + hiddenRobots, counts, List.copyOf(robots)),
        new Queue(
            waiting.size() + hiddenWaiters,
            waiting.isEmpty() ? null : NOW.minusSeconds(20),
            List.copyOf(waiting)),
        List.copyOf(endings),
        hour,
        new DeadLetters(letters.size(), List.copyOf(letters)),
        List.copyOf(gateways),
        noGateway);
  }
}
