package io.smoothie.activities.table;

import io.smoothie.workflow.AttemptOutcome;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The table as a board shows it, again and again: lists with a limit, and totals. No call costs
 * more because more orders are over.
 */
public final class Overview {
  /** Robots that need somebody, then those at work, then the others: those that a limit leaves. */
  private static final String FIRST_ROBOTS =
      """
      SELECT r.name FROM robots r
      ORDER BY CASE WHEN r.broken_reason IS NOT NULL THEN 0 WHEN r.order_id IS NOT NULL THEN 1 ELSE 2 END, r.name
      LIMIT :most
      """;

  /** As {@link Robot#status}. */
  private static final String COUNTS =
      """
      SELECT status, COUNT(*) AS robots
      FROM (SELECT CASE WHEN broken_reason IS NOT NULL THEN 'BROKEN'
                        WHEN order_id IS NOT NULL AND draining = 1 THEN 'DRAINING'
                        WHEN order_id IS NOT NULL THEN 'WORKING'
                        WHEN draining = 1 THEN 'OUT_OF_SERVICE'
                        WHEN connected = 0 THEN 'OFFLINE'
                        ELSE 'ONLINE' END AS status
            FROM robots) AS each_robot
      GROUP BY status
      """;

  private static final String LATEST_OF_EACH =
      Attempts.SELECT
          + """
          WHERE (order_id, claim) IN (SELECT %s, %s FROM (%s) AS f)
          """
              .formatted(
                  Attempts.ofLatest("order_id", "f.name"),
                  Attempts.ofLatest("claim", "f.name"),
                  FIRST_ROBOTS);

  private static final String MINUTES =
      """
      SELECT ended_at / 60000 AS minute,
        SUM(CASE WHEN outcome = 'succeeded' THEN 1 ELSE 0 END) AS made,
        SUM(CASE WHEN outcome IN (%s) THEN 1 ELSE 0 END) AS failed,
        SUM(CASE WHEN outcome = 'succeeded' AND ended_at > started_at THEN ended_at - started_at ELSE 0 END)
          AS total_millis,
        MAX(CASE WHEN outcome = 'succeeded' AND ended_at > started_at THEN ended_at - started_at ELSE 0 END)
          AS slowest_millis
      FROM attempts WHERE ended_at >= :from
      GROUP BY ended_at / 60000 ORDER BY minute
      """
          .formatted(
              Arrays.stream(AttemptOutcome.values())
                  .filter(AttemptOutcome::usesUpTheRobot)
                  .filter(
                      outcome ->
                          outcome != AttemptOutcome.WORKING && outcome != AttemptOutcome.SUCCEEDED)
                  .map(outcome -> "'" + outcome.word() + "'")
                  .collect(Collectors.joining(", ")));

  private final Database database;

  Overview(Database database) {
    this.database = database;
  }

  record RobotCount(RobotStatus status, int robots) {}

  /**
   * The attempts that ended within one minute.
   *
   * @param minute since 1970
   * @param made how many succeeded, each an order that was made
   * @param failed how many ended with their robot BROKEN, or refused by the broker
   * @param totalMillis how long those that succeeded took together
   * @param slowestMillis how long the slowest of these took
   */
  public record Minute(long minute, int made, int failed, long totalMillis, long slowestMillis) {}

  /** How many robots there are of each status; a status without robots is left out. */
  public Map<RobotStatus, Integer> robotCounts() {
    Map<RobotStatus, Integer> counts = new EnumMap<>(RobotStatus.class);
    database
        .read(handle -> handle.createQuery(COUNTS).mapTo(RobotCount.class).list())
        .forEach(count -> counts.put(count.status, count.robots));
    return counts;
  }

  /**
   * The robots by name, {@code most} at most: those that are BROKEN are left out last, those that
   * hold an order last but one.
   */
  public List<Robot> robots(int most) {
    return database.read(
        handle ->
            ReadableRows.all(
                handle
                    .createQuery(
                        Robots.SELECT + "WHERE r.name IN (" + FIRST_ROBOTS + ") ORDER BY r.name")
                    .bind("most", most),
                Robot.class));
  }

  /** The latest attempt of each of these robots, whatever order it was for. */
  public List<Attempt> latestOfRobots(int most) {
    return database.read(
        handle ->
            ReadableRows.all(handle.createQuery(LATEST_OF_EACH).bind("most", most), Attempt.class));
  }

  /** What ended since then, by minute; a minute in which nothing ended is left out. */
  public List<Minute> minutes(Instant from) {
    return database.read(
        handle -> handle.createQuery(MINUTES).bind("from", from).mapTo(Minute.class).list());
  }
}
