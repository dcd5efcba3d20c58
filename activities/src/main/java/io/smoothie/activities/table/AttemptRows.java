package io.smoothie.activities.table;

import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.OrderActivities.TellRequest;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The writes to the attempts' rows. */
final class AttemptRows {
  /**
   * A released attempt is not decided: a robot that the reaper released may have been at work after
   * all.
   */
  private static final String NOT_DECIDED = "outcome IN ('working', 'released')";

  private AttemptRows() {}

  static void begin(Transaction tx, Held held, long started) {
    tx.update(
            """
            INSERT INTO attempts (order_id, claim, robot, outcome, started_at, order_started_at)
            VALUES (:order, :claim, :robot, 'working', :now, :started)
            """)
        .bindMethods(held)
        .bind("started", started)
        .execute();
  }

  /** The robot is about to be told: only now does its attempt begin. */
  static void restart(Transaction tx, TellRequest request) {
    Duration heartbeat = request.heartbeat();
    tx.update(
            """
            UPDATE attempts SET started_at = :now, heartbeat_ms = :heartbeat,
              smoothie = :smoothie, deadline_at = :deadline
            WHERE order_id = :order AND claim = :claim AND outcome = 'working'
            """)
        .bind("heartbeat", heartbeat == null ? null : heartbeat.toMillis())
        .bind("smoothie", request.smoothie())
        .bind("deadline", tx.now() + request.startToClose().toMillis())
        .bind("order", request.order())
        .bind("claim", request.claim())
        .execute();
  }

  /** The robot has answered, which its order may not know yet: it may be silent now. */
  static void answered(Transaction tx, OrderId order, RobotName robot) {
    tx.update(
            "UPDATE attempts SET heartbeat_ms = NULL, heard_at = :now"
                + " WHERE order_id = :order AND robot = :robot AND outcome = 'working'")
        .bind("order", order)
        .bind("robot", robot)
        .execute();
  }

  /**
   * The robot is at work: writes what it says of the attempt that it has now, unless a later word
   * of it is there. What it does not say stays as it was.
   *
   * @return whether it has such an attempt
   */
  static boolean heard(Transaction tx, HeardProgress heard) {
    long age = Math.max(0, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - heard.at()));
    return tx.update(
                """
                UPDATE attempts SET heard_at = :heard,
                  percent = COALESCE(:percent, percent), note = COALESCE(:note, note)
                WHERE order_id = :order AND robot = :robot AND outcome = 'working'
                  AND COALESCE(heard_at, 0) <= :heard
                """)
            .bind("heard", tx.now() - age)
            .bind("order", heard.order())
            .bind("robot", heard.robot())
            .bind("percent", heard.percent())
            .bind("note", heard.note())
            .execute()
        > 0;
  }

  /**
   * The order is made by this claim's attempt; any other attempt still under way ends as released.
   */
  static void succeed(Transaction tx, Held held) {
    tx.update(
            """
            UPDATE attempts SET ended_at = :now,
              outcome = CASE WHEN claim = :claim AND robot = :robot
                        THEN 'succeeded' ELSE 'released' END
            WHERE order_id = :order AND (outcome = 'working'
              OR (outcome = 'released' AND claim = :claim AND robot = :robot))
            """)
        .bindMethods(held)
        .execute();
  }

  /** Ends this claim's attempt as the order has decided, unless that was done before. */
  static void decide(Transaction tx, Held held, AttemptOutcome outcome, String reason) {
    tx.update(
            "UPDATE attempts SET outcome = :outcome, reason = :reason, ended_at = :now"
                + " WHERE order_id = :order AND claim = :claim AND robot = :robot AND "
                + NOT_DECIDED)
        .bind("outcome", outcome)
        .bind("reason", reason)
        .bindMethods(held)
        .execute();
  }

  /** Ends as released any attempt of the order that is still under way. */
  static void release(Transaction tx, OrderId order) {
    tx.update(
            "UPDATE attempts SET outcome = 'released', ended_at = :now"
                + " WHERE order_id = :order AND outcome = 'working'")
        .bind("order", order)
        .execute();
  }
}
