package io.smoothie.activities.table;

import java.util.List;

/** What must hold in every committed state, checked by SQL of its own. */
final class Invariants {
  private static final String FREE_ROBOT_BESIDE_A_WAITER =
      """
      SELECT 'free robot ' || r.name || ' beside waiter ' || w.order_id
      FROM robots r CROSS JOIN waiters w
      WHERE r.order_id IS NULL AND r.broken_reason IS NULL
        AND (r.connected IS NULL OR r.connected = 1) AND r.draining = 0
        AND (w.group_id = 0 OR EXISTS (
          SELECT 1 FROM waiter_groups g WHERE g.id = w.group_id AND g.robot IN ('', r.name)
            AND NOT EXISTS (
              SELECT 1 FROM group_skills n WHERE n.group_id = g.id AND n.skill NOT IN (
                SELECT s.skill FROM robot_skills s WHERE s.robot = r.name AND s.present = 1))))
        AND (w.order_id, r.name) NOT IN (
          SELECT order_id, robot FROM attempts
          WHERE outcome IN ('working', 'succeeded', 'timed_out', 'failed'))
      """;
  private static final String TWO_ROBOTS =
      """
      SELECT 'order ' || order_id || ' holds ' || COUNT(*) || ' robots' FROM robots
      WHERE order_id IS NOT NULL GROUP BY order_id HAVING COUNT(*) > 1
      """;
  private static final String WAITS_AND_HOLDS =
      """
      SELECT 'order ' || order_id || ' waits and holds a robot' FROM waiters
      WHERE order_id IN (SELECT order_id FROM robots WHERE order_id IS NOT NULL)
      """;
  private static final String HOLD_WITHOUT_ATTEMPT =
      """
      SELECT 'robot ' || name || ' has no attempt at ' || order_id FROM robots
      WHERE order_id IS NOT NULL AND (order_id, claim, name) NOT IN (
        SELECT order_id, claim, robot FROM attempts WHERE outcome = 'working')
      """;
  private static final String ATTEMPT_WITHOUT_HOLD =
      """
      SELECT 'attempt of ' || order_id || ' at ' || robot || ' goes on without it' FROM attempts
      WHERE outcome = 'working' AND (order_id, claim, robot) NOT IN (
        SELECT order_id, claim, name FROM robots WHERE order_id IS NOT NULL)
      """;
  private static final String NOT_IN_STEP =
      """
      SELECT 'group ' || is_so.id || ' and ' || is_so.robot || ' are not in step'
      FROM (SELECT r.name AS robot, g.id,
              (SELECT COUNT(*) FROM group_skills n WHERE n.group_id = g.id) AS needed,
              (SELECT COUNT(*) FROM group_skills n JOIN robot_skills s ON s.skill = n.skill
               WHERE n.group_id = g.id AND s.robot = r.name) AS had,
              (SELECT COUNT(*) FROM group_skills n JOIN robot_skills s ON s.skill = n.skill
               WHERE n.group_id = g.id AND s.robot = r.name AND s.present = 1) AS has
            FROM robots r CROSS JOIN waiter_groups g WHERE g.robot IN ('', r.name)) is_so
      LEFT JOIN robot_groups b ON b.robot = is_so.robot AND b.group_id = is_so.id
      WHERE (is_so.had = is_so.needed) <> (b.robot IS NOT NULL)
        OR (b.present = 1) <> (is_so.has = is_so.needed)
      """;
  private static final String SERVES_AND_IS_NOT_THERE =
      """
      SELECT 'robot ' || robot || ' serves a group and is not in the table' FROM robot_groups
      WHERE robot NOT IN (SELECT name FROM robots)
      """;
  private static final String WAITS_IN_NO_GROUP =
      """
      SELECT 'order ' || order_id || ' waits in a group that is not there' FROM waiters
      WHERE group_id <> 0 AND group_id NOT IN (SELECT id FROM waiter_groups)
      """;
  private static final String ALL =
      String.join(
          " UNION ALL ",
          FREE_ROBOT_BESIDE_A_WAITER,
          TWO_ROBOTS,
          WAITS_AND_HOLDS,
          HOLD_WITHOUT_ATTEMPT,
          ATTEMPT_WITHOUT_HOLD,
          NOT_IN_STEP,
          SERVES_AND_IS_NOT_THERE,
          WAITS_IN_NO_GROUP);

  private Invariants() {}

  /** What does not hold; empty when all is well. */
  static List<String> violated(Table table) {
    return table.database().read(handle -> handle.createQuery(ALL).mapTo(String.class).list());
  }
}
