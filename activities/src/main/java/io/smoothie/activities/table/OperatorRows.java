package io.smoothie.activities.table;

import io.smoothie.workflow.RobotName;
import org.jspecify.annotations.Nullable;

/** The writes to a robot's row that only an operator asks for; each says whether it was made. */
final class OperatorRows {
  private OperatorRows() {}

  /**
   * @param holder the order that the robot must hold, or null for none
   * @param there whether it counts as being there, whatever it said
   */
  static boolean repair(Transaction tx, RobotName name, @Nullable String holder, boolean there) {
    return tx.update(
                """
                UPDATE robots SET
                  since = CASE WHEN order_id IS NULL AND broken_reason IS NULL
                               AND NOT (:there = 1 AND COALESCE(connected, 1) = 0)
                          THEN since ELSE :now END,
                  order_id = NULL, claim = 0, told = 0, tried_at = NULL, broken_reason = NULL,
                  connected = CASE WHEN :there = 1 THEN NULLIF(connected, 0) ELSE connected END
                WHERE name = :name AND order_id IS NOT DISTINCT FROM :holder
                """)
            .bind("name", name)
            .bind("holder", holder)
            .bind("there", there ? 1 : 0)
            .execute()
        > 0;
  }

  static boolean online(Transaction tx, RobotName name) {
    return tx.update(
                """
                UPDATE robots SET connected = NULL,
                  since = CASE WHEN order_id IS NULL AND broken_reason IS NULL AND draining = 0
                          THEN :now ELSE since END
                WHERE name = :name AND connected = 0
                """)
            .bind("name", name)
            .execute()
        > 0;
  }

  /**
   * @param draining whether it leaves service, or is in service again
   */
  static boolean serve(Transaction tx, RobotName name, boolean draining) {
    return tx.update(
                """
                UPDATE robots SET draining = :draining,
                  since = CASE WHEN order_id IS NULL AND broken_reason IS NULL AND draining <> :draining
                          THEN :now ELSE since END
                WHERE name = :name
                """)
            .bind("name", name)
            .bind("draining", draining ? 1 : 0)
            .execute()
        > 0;
  }
}
