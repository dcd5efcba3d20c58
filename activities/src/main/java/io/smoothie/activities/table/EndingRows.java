package io.smoothie.activities.table;

import io.smoothie.workflow.OrderEnding;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import org.jspecify.annotations.Nullable;

/**
 * The writes to the endings' rows. An order ends once: its first ending stays, however often the
 * call that tells it is repeated, and only a later workflow of the same ID replaces it. So an order
 * that was made stays made, also when its workflow is reset afterwards.
 */
final class EndingRows {
  private static final String KEEP =
      """
      INSERT INTO endings (order_id, outcome, smoothie, request, placed_at, due_at, ended_at,
        attempts, robot, failure_type, stage, message)
      VALUES (:order, :outcome, :smoothie, :request, :placed, :due, :now,
        :attempts, :robot, :type, :stage, :message)
      ON CONFLICT (order_id) DO UPDATE SET
        outcome = excluded.outcome, smoothie = excluded.smoothie, request = excluded.request,
        placed_at = excluded.placed_at, due_at = excluded.due_at, ended_at = excluded.ended_at,
        attempts = excluded.attempts, robot = excluded.robot,
        failure_type = excluded.failure_type, stage = excluded.stage, message = excluded.message
      WHERE excluded.placed_at > endings.placed_at
      """;

  private EndingRows() {}

  /**
   * @param ending null when the call does not tell it
   */
  static void keep(Transaction tx, OrderId order, @Nullable OrderEnding ending) {
    if (ending != null) {
      keep(tx, order, ending, ending.robot(), ending.attempts());
    }
  }

  /**
   * Of an order that Temporal has ended: which robots it had, only the table knows. To be called
   * before its attempts are released.
   *
   * @param held the robot that it has, or null
   */
  static void keepOutside(
      Transaction tx, OrderId order, @Nullable RobotName held, @Nullable OrderEnding ending) {
    if (ending != null) {
      int told =
          tx.query("SELECT COUNT(*) FROM attempts WHERE order_id = :order AND " + Attempts.TOLD)
              .bind("order", order)
              .mapTo(Integer.class)
              .one();
      keep(tx, order, ending, held, told);
    }
  }

  private static void keep(
      Transaction tx, OrderId order, OrderEnding ending, @Nullable RobotName robot, int attempts) {
    tx.update(KEEP)
        .bind("order", order)
        .bind("outcome", ending.outcome())
        .bind("smoothie", ending.request().smoothie())
        .bind("request", ending.request())
        .bind("placed", ending.placed())
        .bind("due", ending.due())
        .bind("attempts", attempts)
        .bind("robot", robot == null ? null : robot.value())
        .bind("type", ending.failureType())
        .bind("stage", ending.stage() == null ? null : ending.stage().title())
        .bind("message", ending.message())
        .execute();
  }
}
