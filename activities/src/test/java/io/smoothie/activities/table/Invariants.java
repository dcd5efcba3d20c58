package io.smoothie.activities.table;

import java.util.List;

/** What must hold in every committed state, checked by SQL of its own. */
final class Invariants {
  private static final String FREE_ROBOT_BESIDE_A_WAITER =
      """
      SELECT 'free robot ' || r.name || ' beside waiter ' || w.order_id
      FROM robots r CROSS JOIN waiters w
      WHERE r.order_id IS NULL AND r.broken_reason IS NULL
        AND (r.connected IS NULL OR r.connected = 1)
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
  private static final String ALL =
      String.join(
          " UNION ALL ",
          FREE_ROBOT_BESIDE_A_WAITER,
          TWO_ROBOTS,
          WAITS_AND_HOLDS,
          HOLD_WITHOUT_ATTEMPT,
          ATTEMPT_WITHOUT_HOLD);

  private Invariants() {}

  /** What does not hold; empty when all is well. */
  static List<String> violated(Table table) {
    return table.database().read(handle -> handle.createQuery(ALL).mapTo(String.class).list());
  }
}
