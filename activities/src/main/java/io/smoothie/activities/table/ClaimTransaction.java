package io.smoothie.activities.table;

import io.smoothie.workflow.ClaimOutcome;
import io.smoothie.workflow.ClaimRequest;
import io.smoothie.workflow.ClaimResult;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/** One claim, inside its write transaction. */
final class ClaimTransaction {
  private static final String WHAT_THERE_IS =
      """
      SELECT EXISTS (SELECT 1 FROM robots) AS any_robot,
        EXISTS (SELECT 1 FROM robots) AS any_able,
        EXISTS (SELECT 1 FROM robots r WHERE %s) AS any_unused
      """
          .formatted(Eligibility.unused(":order", "r.name"));

  /** A robot that said that it lost what the order needs counts, too: the order can wait for it. */
  private static final String WHAT_THERE_IS_FOR_A_GROUP =
      """
      SELECT EXISTS (SELECT 1 FROM robots) AS any_robot,
        EXISTS (SELECT 1 FROM robot_groups g WHERE g.group_id = :group) AS any_able,
        EXISTS (SELECT 1 FROM robot_groups g WHERE g.group_id = :group AND %s) AS any_unused
      """
          .formatted(Eligibility.unused(":order", "g.robot"));

  private final Transaction tx;
  private final ClaimRequest request;
  private final Duration priorityStep;
  private final OrderId order;

  ClaimTransaction(Transaction tx, ClaimRequest request, Duration priorityStep) {
    this.tx = tx;
    this.request = request;
    this.priorityStep = priorityStep;
    this.order = request.order();
  }

  ClaimResult make() {
    OrderState state = OrderState.of(tx.handle(), order);
    if (state.isOfAnEarlierLifeThan(request)) {
      deleteEarlierLife();
      state = OrderState.of(tx.handle(), order);
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
    long group = GroupRows.of(tx, request.needs());
    Optional<RobotName> robot = RobotRows.takeFirstFree(tx, order, request.claim(), group);
    if (robot.isEmpty()) {
      return miss(state, group);
    }
    leaveQueue(state);
    long started = request.started().toEpochMilli();
    AttemptRows.begin(tx, new Held(order, request.claim(), robot.get()), started);
    return ClaimResult.claimed(robot.get());
  }

  /**
   * Under the same lock as the offers: no robot can come free between the failed claim and the
   * entry in the queue.
   */
  private ClaimResult miss(OrderState state, long group) {
    ClaimOutcome why = whyNone(group);
    if (why == ClaimOutcome.NONE_FREE && request.queue()) {
      return ClaimResult.queued(WaiterRows.enqueue(tx, request, group, priorityStep));
    }
    leaveQueue(state);
    return why == ClaimOutcome.NONE_ABLE
        ? ClaimResult.noneAble(MissingSkills.inWords(tx.handle(), request.needs()))
        : ClaimResult.missed(why);
  }

  private void leaveQueue(OrderState state) {
    if (state.waiting() > 0) {
      WaiterRows.remove(tx, order);
    }
  }

  record ThereIs(boolean anyRobot, boolean anyAble, boolean anyUnused) {}

  private ClaimOutcome whyNone(long group) {
    Query query =
        group == GroupRows.ANY
            ? tx.query(WHAT_THERE_IS)
            : tx.query(WHAT_THERE_IS_FOR_A_GROUP).bind("group", group);
    ThereIs thereIs = query.bind("order", order).mapTo(ThereIs.class).one();
    if (!thereIs.anyRobot) {
      return ClaimOutcome.NO_ROBOTS;
    }
    if (!thereIs.anyAble) {
      return ClaimOutcome.NONE_ABLE;
    }
    return thereIs.anyUnused ? ClaimOutcome.NONE_FREE : ClaimOutcome.ALL_TRIED;
  }

  /** Releases a robot held by an older claim; the workflow never leaves such a robot behind. */
  private void release() {
    AttemptRows.release(tx, order);
    RobotRows.release(tx, order).ifPresent(robot -> Offers.offer(tx, robot));
  }

  /**
   * Deletes the rows that an earlier workflow of the same order ID has left, and releases its
   * robot.
   */
  private void deleteEarlierLife() {
    WaiterRows.remove(tx, order);
    release();
    for (String table : new String[] {"attempts", "closed_claims", "order_priorities"}) {
      tx.update("DELETE FROM " + table + " WHERE order_id = :order").bind("order", order).execute();
    }
  }
}
