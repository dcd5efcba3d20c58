package io.smoothie.cli.snapshot;

import io.smoothie.activities.table.Robot;
import io.smoothie.activities.table.RobotStatus;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderOutcome;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shop at one moment. JSON has these field names in snake_case. Every text is fit for one line.
 *
 * @param at the table's time; by our own clock while it was never read
 * @param table all below is what it said last
 * @param noGateway that no gateway listens, since when, and what to do; null when one does
 */
public record Snapshot(
    Instant at,
    Part temporal,
    Part table,
    Robots robots,
    Queue queue,
    List<Ended> endings,
    List<Minute> lastHour,
    DeadLetters deadLetters,
    List<GatewayNow> gateways,
    @Nullable String noGateway) {

  /**
   * @param shown by name; some of them where there are many
   */
  public record Robots(int total, Map<RobotStatus, Integer> byStatus, List<RobotNow> shown) {}

  /**
   * A robot.
   *
   * @param order the order that it has, or that it broke over; or null
   * @param smoothie of that order; null when Temporal could not be asked yet
   * @param deadline when its start-to-close timeout passes; null when it is at none, or that is not
   *     known yet
   * @param why the reason that it is BROKEN, what it says of its work, that it answered late; or
   *     empty
   */
  public record RobotNow(
      RobotName name,
      RobotStatus status,
      Instant since,
      @Nullable OrderId order,
      @Nullable String smoothie,
      @Nullable Integer percent,
      @Nullable Instant started,
      @Nullable Instant deadline,
      String why) {}

  /**
   * @param oldest when the longest of their waits began; null when none waits
   * @param first in the order in which they are served
   */
  public record Queue(int length, @Nullable Instant oldest, List<Waiting> first) {}

  /**
   * An order that waits for a robot.
   *
   * @param estimateLow the estimate's lower end from now, or null; the upper likewise
   * @param why how long it may take, or why no robot can take it; empty when neither can be said
   */
  public record Waiting(
      int place,
      OrderId order,
      @Nullable String smoothie,
      int priority,
      Skills needs,
      @Nullable RobotName robot,
      Instant waitingSince,
      @Nullable Duration estimateLow,
      @Nullable Duration estimateHigh,
      String why) {}

  /**
   * An order that is over; the last one first.
   *
   * @param robot the one that had it last, or null
   * @param failureType as Temporal shows it; null when it was made, as is the message
   * @param due when its making began, or was to begin
   */
  public record Ended(
      OrderId order,
      String smoothie,
      OrderOutcome outcome,
      @Nullable RobotName robot,
      @Nullable String failureType,
      @Nullable String message,
      Instant due,
      Instant ended) {}

  /**
   * One minute of the last hour; each is there.
   *
   * @param made how many orders a robot has made
   * @param failed how many attempts failed
   * @param meanMakeTime how long they took; null when none was made, as is the slowest
   */
  public record Minute(
      Instant at,
      int made,
      int failed,
      @Nullable Duration meanMakeTime,
      @Nullable Duration slowestMakeTime) {}

  public record DeadLetters(int total, List<Letter> latest) {}

  /** A robot's message that could not be used. */
  public record Letter(long id, Instant at, @Nullable OrderId order, String topic, String reason) {}

  /**
   * A gateway that is remembered.
   *
   * @param lastSeen when it said last that it listens; null while it does: it says so each second
   */
  public record GatewayNow(
      String clientId, boolean listening, Instant since, @Nullable Instant lastSeen) {}

  /** How many robots have that status. */
  public int robots(RobotStatus status) {
    return robots.byStatus.getOrDefault(status, 0);
  }

  /** The same but for its time: there is nothing new to show. */
  public boolean showsTheSameAs(Snapshot other) {
    return at(other.at).equals(other);
  }

  Snapshot at(Instant time) {
    return new Snapshot(
        time, temporal, table, robots, queue, endings, lastHour, deadLetters, gateways, noGateway);
  }

  Snapshot with(Part temporalNow, Part tableNow) {
    return new Snapshot(
        at,
        temporalNow,
        tableNow,
        robots,
        queue,
        endings,
        lastHour,
        deadLetters,
        gateways,
        noGateway);
  }

  /** Before anything is known. */
  static Snapshot empty(Instant at, Part temporal, Part table) {
    return new Snapshot(
        at,
        temporal,
        table,
        new Robots(0, Map.of(), List.of()),
        new Queue(0, null, List.of()),
        List.of(),
        List.of(),
        new DeadLetters(0, List.of()),
        List.of(),
        null);
  }

  /** Whether the robot holds an order now. */
  static boolean isAtWork(Robot robot) {
    return robot.status() == RobotStatus.WORKING || robot.status() == RobotStatus.DRAINING;
  }
}
