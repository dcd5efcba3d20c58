package io.smoothie.activities.table;

import io.smoothie.workflow.ClaimRequest;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * All that the table knows of one order.
 *
 * @param held the robot it holds, or null
 * @param heldClaim by which claim; 0 without a robot
 * @param told whether that robot may have been told
 * @param lastAttempt the number of its last claim that got a robot, or 0
 * @param waiting the number of the claim it waits by, or 0
 * @param closed the number up to which its claims ended without an attempt, or 0
 * @param waitingStarted when the workflow that waits started, in epoch milliseconds; else 0
 * @param attemptsStarted when the latest workflow that has made an attempt started; else 0
 * @param closedStarted when the workflow whose claims have ended started; else 0
 */
record OrderState(
    @Nullable RobotName held,
    int heldClaim,
    boolean told,
    int lastAttempt,
    int waiting,
    int closed,
    long waitingStarted,
    long attemptsStarted,
    long closedStarted) {

  static OrderState of(Handle handle, OrderId order) {
    return handle
        .createQuery(
            """
            SELECT r.name AS held, COALESCE(r.claim, 0) AS held_claim, COALESCE(r.told, 0) > 0 AS told,
              COALESCE(w.claim, 0) AS waiting, w.started_at AS waiting_started,
              COALESCE(c.claim, 0) AS closed, c.order_started_at AS closed_started,
              (SELECT MAX(claim) FROM attempts WHERE order_id = :order) AS last_attempt,
              (SELECT MAX(order_started_at) FROM attempts WHERE order_id = :order)
                AS attempts_started
            FROM (SELECT 1 AS one) AS always
            LEFT JOIN robots r ON r.order_id = :order
            LEFT JOIN waiters w ON w.order_id = :order
            LEFT JOIN closed_claims c ON c.order_id = :order
            """)
        .bind("order", order)
        .mapTo(OrderState.class)
        .one();
  }

  /**
   * When the latest workflow that the table has heard of started, in epoch milliseconds; 0 when it
   * has heard of none.
   */
  long started() {
    return Math.max(closedStarted, Math.max(waitingStarted, attemptsStarted));
  }

  /**
   * Whether this state is of an earlier workflow than the claim's. A chosen order ID can be placed
   * again once Temporal has forgotten it, after its retention or with an in-memory server.
   */
  boolean isOfAnEarlierLifeThan(ClaimRequest request) {
    return started() > 0 && started() < request.started().toEpochMilli();
  }

  /** Whether the claim's workflow has ended. */
  boolean isClosedFor(ClaimRequest request) {
    return closed == ClosedClaimRows.EVERY || started() > request.started().toEpochMilli();
  }

  /** Whether the robot held was given for this very claim. */
  boolean holdsFor(ClaimRequest request) {
    return held != null && heldClaim == request.claim();
  }

  /** Whether this claim is over, or a later one was made. */
  boolean isPast(ClaimRequest request) {
    return lastAttempt >= request.claim() || waiting > request.claim() || closed >= request.claim();
  }

  /** The number of the latest claim. */
  int latest() {
    return Math.max(Math.max(lastAttempt, waiting), closed);
  }

  /** Whether the order has its robot or its place in the queue by this claim. */
  boolean isOf(int claim) {
    return (held != null && heldClaim == claim) || waiting == claim;
  }
}
