package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.mapper.reflect.ColumnName;
import org.jdbi.v3.core.statement.Query;

/**
 * Which robots have not been heard for as long as the heartbeats of their orders. Silence counts
 * only where a gateway would have heard the robot: one that hears what robots say of their work,
 * and did so past the moment that the silence was too long, without a break since before the
 * robot's last word, or for as long as the heartbeat and 30 s at least. Times are the database's.
 */
public final class Silences {
  /** What a gateway hears is in the table within this time. */
  public static final Duration WRITTEN = Duration.ofSeconds(2);

  private static final String LAST_WORD = "COALESCE(a.heard_at, a.started_at)";

  /** As the index has it. */
  private static final String DUE = LAST_WORD + " + a.heartbeat_ms";

  private static final String UNDER_WAY = "a.outcome = 'working' AND a.heartbeat_ms IS NOT NULL";

  private static final String COULD_HEAR =
      """
      EXISTS (SELECT 1 FROM gateways g
              WHERE g.progress_seen BETWEEN %s + :written AND :now
                AND (g.progress_since <= %s
                  OR g.progress_seen - g.progress_since
                     >= CASE WHEN a.heartbeat_ms > :enough THEN a.heartbeat_ms ELSE :enough END))
      """
          .formatted(DUE, LAST_WORD);

  private final Database database;

  Silences(Database database) {
    this.database = database;
  }

  /**
   * A robot that is not heard.
   *
   * @param lastWord when it was heard last, or told
   */
  public record Silent(
      @ColumnName("order_id") OrderId order,
      RobotName robot,
      @ColumnName("last_word") Instant lastWord) {}

  /** Whether a robot is silent. */
  public enum State {
    /** It was heard in time, or has answered, or its attempt is over. */
    NOT_SILENT,
    SILENT,
    /** It was not heard, and no gateway would have heard it. */
    UNKNOWN
  }

  /** At most so many robots that are silent, that of the oldest silence first. */
  public List<Silent> list(int most) {
    return database.read(
        handle ->
            withTimes(
                    handle
                        .createQuery(
                            "SELECT a.order_id, a.robot, %s AS last_word FROM attempts a"
                                    .formatted(LAST_WORD)
                                + " WHERE %s AND %s < :now - :written AND %s"
                                    .formatted(UNDER_WAY, DUE, COULD_HEAR)
                                + " ORDER BY %s LIMIT :most".formatted(DUE))
                        .bind("most", most),
                    database.now(handle))
                .mapTo(Silent.class)
                .list());
  }

  /** Whether the robot is silent that this claim has told. */
  public State of(Held held) {
    return database.read(
        handle ->
            withTimes(
                    handle
                        .createQuery(
                            """
                            SELECT CASE WHEN %s >= :now - :written THEN 'NOT_SILENT'
                                        WHEN %s THEN 'SILENT' ELSE 'UNKNOWN' END
                            FROM attempts a
                            WHERE a.order_id = :order AND a.claim = :claim AND a.robot = :robot
                              AND %s
                            """
                                .formatted(DUE, COULD_HEAR, UNDER_WAY))
                        .bindMethods(held),
                    database.now(handle))
                .mapTo(State.class)
                .findOne()
                .orElse(State.NOT_SILENT));
  }

  private static Query withTimes(Query query, long now) {
    return query
        .bind("now", now)
        .bind("written", WRITTEN.toMillis())
        .bind("enough", Gateways.LONG_ENOUGH.toMillis());
  }
}
