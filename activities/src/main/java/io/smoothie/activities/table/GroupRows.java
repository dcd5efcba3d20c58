package io.smoothie.activities.table;

import io.smoothie.workflow.Needs;
import io.smoothie.workflow.RobotName;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/**
 * Waiters that need the same are one group, and a stored relation says which robots serve it: a
 * robot that comes free looks at the first waiter of each group that it serves, however many others
 * wait. The relation is kept in step, under the lock, with the robots' skills.
 */
final class GroupRows {
  /** The group of orders that every robot may take; neither table has rows for it. */
  static final long ANY = 0;

  private static final String FIND =
      "SELECT id FROM waiter_groups WHERE robot = :only AND skills = :skills";

  private static final String MAKE =
      "INSERT INTO waiter_groups (robot, skills) VALUES (:only, :skills) RETURNING id";

  private static final String SERVE =
      """
      INSERT INTO robot_groups (robot, group_id, present)
      SELECT r.name, g.id, COALESCE(MIN(s.present), 1) FROM robots r
      JOIN waiter_groups g ON g.robot IN ('', r.name)
      LEFT JOIN group_skills n ON n.group_id = g.id
      LEFT JOIN robot_skills s ON s.robot = r.name AND s.skill = n.skill
      WHERE %s
      GROUP BY r.name, g.id HAVING COUNT(n.skill) = COUNT(s.skill)
      """;

  private GroupRows() {}

  /** The group of waiters with these needs; it is made if there is none. */
  static long of(Transaction tx, Needs needs) {
    if (needs.isNone()) {
      return ANY;
    }
    return id(bind(tx.query(FIND), needs)).orElseGet(() -> make(tx, needs));
  }

  private static long make(Transaction tx, Needs needs) {
    long group = id(bind(tx.query(MAKE), needs)).orElseThrow();
    for (String skill : needs.skills().names()) {
      tx.update("INSERT INTO group_skills (group_id, skill) VALUES (:group, :skill)")
          .bind("group", group)
          .bind("skill", skill)
          .execute();
    }
    String served = needs.robot() == null ? "g.id = :group" : "g.id = :group AND r.name = g.robot";
    tx.update(SERVE.formatted(served)).bind("group", group).execute();
    return group;
  }

  private static Query bind(Query query, Needs needs) {
    return query
        .bind("only", needs.robot() == null ? "" : needs.robot().value())
        .bind("skills", needs.skills());
  }

  private static Optional<Long> id(Query query) {
    return query.mapTo(Long.class).findOne();
  }

  /** The robot's skills have changed, or it has come: finds anew which groups it serves. */
  static void serve(Transaction tx, RobotName robot) {
    forget(tx, robot);
    tx.update(SERVE.formatted("r.name = :robot")).bind("robot", robot).execute();
  }

  /** The robot serves no group any more. */
  static void forget(Transaction tx, RobotName robot) {
    tx.update("DELETE FROM robot_groups WHERE robot = :robot").bind("robot", robot).execute();
  }

  /** Deletes up to {@code most} groups that no order waits in; returns how many. */
  static int deleteEmpty(Transaction tx, int most) {
    List<Long> empty =
        tx.query(
                """
                SELECT g.id FROM waiter_groups g
                WHERE NOT EXISTS (SELECT 1 FROM waiters w WHERE w.group_id = g.id)
                ORDER BY g.id LIMIT :most
                """)
            .bind("most", most)
            .mapTo(Long.class)
            .list();
    if (!empty.isEmpty()) {
      for (String ofGroups : List.of("robot_groups", "group_skills")) {
        tx.update("DELETE FROM %s WHERE group_id IN (<groups>)".formatted(ofGroups))
            .bindList("groups", empty)
            .execute();
      }
      tx.update("DELETE FROM waiter_groups WHERE id IN (<groups>)")
          .bindList("groups", empty)
          .execute();
    }
    return empty.size();
  }
}
