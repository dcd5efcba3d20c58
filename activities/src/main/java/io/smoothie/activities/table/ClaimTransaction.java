package io.smoothie.activities.table;

import io.smoothie.workflow.OrderActivities.ClaimOutcome;
import io.smoothie.workflow.OrderActivities.ClaimRequest;
import io.smoothie.workflow.OrderActivities.ClaimResult;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** One claim, inside its write transaction. */
final class ClaimTransaction {
  private static final String WHAT_THERE_IS =
      """
      SELECT EXISTS (SELECT 1 FROM robots) AS any_robot,
        EXISTS (SELECT 1 FROM robots r WHERE %s) AS any_unused
      """
          .formatted(Eligibility.unused(":order", "r.name"));

  private final Handle handle;
  private final ClaimRequest request;
  private final OrderId order;
  private final long now;

  ClaimTransaction(Handle handle, ClaimRequest request, long now) {
    this.handle = handle;
    this.request = request;
    this.order = request.order();
    this.now = now;
  }

  ClaimResult make() {
    OrderState state = OrderState.of(handle, order);
    if (state.isOfAnEarlierLifeThan(request)) {
      deleteEarlierLife();
      state = OrderState.of(handle, order);
    }
    if (state.isClosedFor(request)) {
      return ClaimResult.missed(ClaimOutcome.CLOSED);
    }
    RobotName held = state.held();
    if (held != null && state.holdsFor(request)) {
      return ClaimResult.claimed(held, state.told());
    }
    if (state.isPast(request)) {
      return ClaimResult.stale(state.latest());
    }
    if (held != null) {
      release();
    }
    Optional<RobotName> robot = RobotRows.takeFirstFree(handle, order, request.claim(), now);
    if (robot.isEmpty()) {
      return miss(state);
    }
    leaveQueue(state);
    long started = request.started().toEpochMilli();
    AttemptRows.begin(handle, new Assignment(order, request.claim(), robot.get(), started), now);
    return ClaimResult.claimed(robot.get());
  }

  /**
   * Under the same lock as the offers: no robot can come free between the failed claim and the
   * entry in the queue.
   */
  private ClaimResult miss(OrderState state) {
    ClaimOutcome why = whyNone();
    if (why == ClaimOutcome.NONE_FREE && request.queue()) {
      return ClaimResult.queued(WaiterRows.enqueue(handle, request, now));
    }
    leaveQueue(state);
    return ClaimResult.missed(why);
  }

  private void leaveQueue(OrderState state) {
    if (state.waiting() > 0) {
      WaiterRows.remove(handle, order);
    }
  }

  private ClaimOutcome whyNone() {
    return handle
        .createQuery(WHAT_THERE_IS)
        .bind("order", order.value())
        .map(
            (result, context) -> {
              Row row = new Row("robots", result);
              if (!row.flag("any_robot")) {
                return ClaimOutcome.NO_ROBOTS;
              }
              return row.flag("any_unused") ? ClaimOutcome.NONE_FREE : ClaimOutcome.ALL_TRIED;
            })
        .one();
  }

  /**
   * Releases a robot held by an older claim; the workflow never leaves such a robot behind. The
   * reaper wakes the waiter to which the robot is assigned.
   */
  private void release() {
    AttemptRows.release(handle, order, now);
    RobotRows.release(handle, order, now).ifPresent(robot -> Offers.offer(handle, robot, now));
  }

  /**
   * Deletes the rows that an earlier workflow of the same order ID has left, and releases its
   * robot.
   */
  private void deleteEarlierLife() {
    WaiterRows.remove(handle, order);
    release();
    for (String table : new String[] {"attempts", "closed_claims"}) {
      handle
          .createUpdate("DELETE FROM " + table + " WHERE order_id = :order")
          .bind("order", order.value())
          .execute();
    }
  }
}
