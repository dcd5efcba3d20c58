package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The robots there are. What is done to a robot that holds an order is a compare-and-set on that
 * order: the caller has asked Temporal about it, and found it over.
 */
public final class Robots {
  private static final String SELECT =
      """
      SELECT r.name, r.order_id, r.claim, r.told, r.tried_at, r.broken_reason, r.connected, r.since,
        COALESCE((SELECT CASE WHEN a.outcome = 'timed_out'
                              THEN a.extra_answers ELSE 0 END
                  FROM attempts a WHERE a.robot = r.name
                  ORDER BY a.started_at DESC, a.ended_at DESC NULLS FIRST LIMIT 1), 0)
          AS late_answers
      FROM robots r
      """;

  private final Database database;
  private final Clock clock;

  Robots(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Every robot, by name. */
  public List<Robot> list() {
    return database.read(
        handle ->
            handle
                .createQuery(SELECT + "ORDER BY r.name")
                .map((result, context) -> robot(result))
                .list());
  }

  public Optional<Robot> find(RobotName name) {
    return database.read(
        handle ->
            handle
                .createQuery(SELECT + "WHERE r.name = :name")
                .bind("name", name.value())
                .map((result, context) -> robot(result))
                .findOne());
  }

  /** Adds those that are not there, and offers them; those that are there stay as they are. */
  public Added add(Collection<RobotName> names) {
    return database.write(
        handle -> {
          long now = clock.millis();
          List<RobotName> added = new ArrayList<>();
          List<WakeUpCall> wakeUps = new ArrayList<>();
          for (RobotName name : new TreeSet<>(names)) {
            if (insert(handle, name, null, now)) {
              added.add(name);
              wakeUps.addAll(Offers.offer(handle, name, now));
            }
          }
          return new Added(added, wakeUps);
        });
  }

  /**
   * Takes the robot out of the table if {@code holder} is what it holds. To be woken are those who
   * wait and now have no robot left that they may have: their claim will say so.
   */
  public Changed remove(RobotName name, @Nullable OrderId holder) {
    return database.write(
        handle -> {
          long now = clock.millis();
          int removed =
              handle
                  .createUpdate(
                      "DELETE FROM robots WHERE name = :name"
                          + " AND order_id IS NOT DISTINCT FROM :holder")
                  .bind("name", name.value())
                  .bind("holder", value(holder))
                  .execute();
          if (removed == 0) {
            return Changed.NOT;
          }
          release(handle, holder, now);
          return new Changed(true, Waiters.stranded(handle));
        });
  }

  /**
   * Makes the robot whole, frees it from {@code holder} if that is what it holds, and offers it. A
   * robot that said it is away stays OFFLINE.
   */
  public Changed repair(RobotName name, @Nullable OrderId holder) {
    return database.write(
        handle -> {
          long now = clock.millis();
          int repaired =
              handle
                  .createUpdate(
                      """
                      UPDATE robots SET
                        since = CASE WHEN order_id IS NULL AND broken_reason IS NULL
                                THEN since ELSE :now END,
                        order_id = NULL, claim = 0, told = 0, tried_at = NULL, broken_reason = NULL
                      WHERE name = :name AND order_id IS NOT DISTINCT FROM :holder
                      """)
                  .bind("name", name.value())
                  .bind("holder", value(holder))
                  .bind("now", now)
                  .execute();
          if (repaired == 0) {
            return Changed.NOT;
          }
          release(handle, holder, now);
          return new Changed(true, Offers.offer(handle, name, now));
        });
  }

  /**
   * Notes what a robot, or its will, says of its being there; offers one that came online.
   *
   * @param register whether a robot that is not in the table is added
   */
  public Presence presence(RobotName name, boolean connected, boolean register) {
    Optional<Robot> before = find(name);
    if (before.isPresent() && Boolean.valueOf(connected).equals(before.get().connected())) {
      return new Presence(true, List.of()); // a retained message seen again: nothing to write
    }
    if (before.isEmpty() && !register) {
      return new Presence(false, List.of());
    }
    return database.write(
        handle -> {
          long now = clock.millis();
          boolean known =
              update(handle, name, connected, now)
                  || (register && insert(handle, name, connected, now));
          return new Presence(known, known ? Offers.offer(handle, name, now) : List.of());
        });
  }

  private static boolean insert(
      Handle handle, RobotName name, @Nullable Boolean connected, long now) {
    return handle
            .createUpdate(
                "INSERT INTO robots (name, connected, since) VALUES (:name, :connected, :now)"
                    + " ON CONFLICT (name) DO NOTHING")
            .bind("name", name.value())
            .bind("connected", connected == null ? null : Integer.valueOf(connected ? 1 : 0))
            .bind("now", now)
            .execute()
        > 0;
  }

  private static boolean update(Handle handle, RobotName name, boolean connected, long now) {
    return handle
            .createUpdate(
                """
                UPDATE robots SET connected = :connected,
                  since = CASE WHEN order_id IS NULL AND broken_reason IS NULL
                               AND COALESCE(connected, 1) <> :connected
                          THEN :now ELSE since END
                WHERE name = :name
                """)
            .bind("name", name.value())
            .bind("connected", connected ? 1 : 0)
            .bind("now", now)
            .execute()
        > 0;
  }

  private static void release(Handle handle, @Nullable OrderId holder, long now) {
    if (holder != null) {
      AttemptRows.release(handle, holder, now);
    }
  }

  private static @Nullable String value(@Nullable OrderId order) {
    return order == null ? null : order.value();
  }

  private static Robot robot(ResultSet result) throws SQLException {
    Row row = new Row("robots", result);
    return new Robot(
        row.robot("name"),
        row.orderOrNull("order_id"),
        row.number("claim"),
        row.flag("told"),
        row.timeOrNull("tried_at"),
        row.textOrNull("broken_reason"),
        row.flagOrNull("connected"),
        row.time("since"),
        row.big("late_answers"));
  }
}
