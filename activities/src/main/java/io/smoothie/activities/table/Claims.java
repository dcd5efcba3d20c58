package io.smoothie.activities.table;

import io.smoothie.workflow.OrderActivities.BrokenRequest;
import io.smoothie.workflow.OrderActivities.ClaimRequest;
import io.smoothie.workflow.OrderActivities.ClaimResult;
import io.smoothie.workflow.OrderActivities.FinishRequest;
import io.smoothie.workflow.OrderActivities.FreeRequest;
import io.smoothie.workflow.OrderActivities.LeaveRequest;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What an order does with robots. Every call may be repeated, and every call but an order's ending
 * acts only on the claim it names.
 *
 * <p>The wake-ups that a call returns are for orders to which it has assigned a robot: pass them to
 * {@link WakeUps} once it has returned. Lost ones are made up for by the reaper.
 */
public final class Claims {
  private final Database database;
  private final Clock clock;

  Claims(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Takes the first free robot, by name, that the order has not used, or a place in the queue. A
   * claim that has a robot already, given by an earlier call or from the queue, answers with it.
   */
  public ClaimResult claim(ClaimRequest request) {
    return database.write(handle -> new Claim(handle, request, clock.millis()).make());
  }

  /** Whether {@code robot} is held by this claim. */
  public boolean holds(OrderId order, int claim, RobotName robot) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT 1 FROM robots"
                        + " WHERE name = :robot AND order_id = :order AND claim = :claim")
                .bind("robot", robot.value())
                .bind("order", order.value())
                .bind("claim", claim)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  /** The order is made: this claim's attempt succeeded, and whatever the order has is given on. */
  public List<WakeUpCall> finish(FinishRequest request) {
    return database.write(
        handle -> {
          long now = clock.millis();
          AttemptRows.succeed(handle, request.order(), request.claim(), request.robot(), now);
          return giveOn(handle, request.order(), now);
        });
  }

  /** This claim's attempt timed out or failed: its robot is broken, and holds nothing any more. */
  public void broken(BrokenRequest request) {
    database.write(
        handle -> {
          long now = clock.millis();
          AttemptRows.decide(
              handle,
              request.order(),
              request.claim(),
              request.robot(),
              request.outcome(),
              request.reason(),
              now);
          Holds.breakRobot(
              handle, request.order(), request.claim(), request.robot(), request.reason(), now);
          return true;
        });
  }

  /** This claim's robot was not told, or is not needed: it is offered on. */
  public List<WakeUpCall> free(FreeRequest request) {
    return database.write(
        handle -> {
          long now = clock.millis();
          AttemptRows.decide(
              handle,
              request.order(),
              request.claim(),
              request.robot(),
              request.outcome(),
              "",
              now);
          return Holds.letGo(handle, request.order(), request.claim(), request.robot(), now)
              ? Offers.offer(handle, request.robot(), now)
              : List.of();
        });
  }

  /** This claim waits no longer, if it still did. */
  public Left leave(LeaveRequest request) {
    return database.write(
        handle -> {
          long now = clock.millis();
          Optional<RobotName> assigned = heldBy(handle, request.order(), request.claim());
          if (assigned.isPresent() && request.takeAssigned()) {
            Holds.takeUp(handle, request.order(), request.claim(), assigned.get(), now);
            return new Left(assigned.get(), List.of());
          }
          if (assigned.isPresent()) {
            AttemptRows.release(handle, request.order(), now);
            Holds.letGo(handle, request.order(), now);
            return new Left(null, Offers.offer(handle, assigned.get(), now));
          }
          if (Waiters.remove(handle, request.order(), request.claim())) {
            ClosedClaims.close(handle, request.order(), request.claim(), now);
          }
          return new Left(null, List.of());
        });
  }

  /** The order is over without being made: whatever it still has is given on. */
  public List<WakeUpCall> end(OrderId order) {
    return database.write(
        handle -> {
          long now = clock.millis();
          AttemptRows.release(handle, order, now);
          ClosedClaims.close(handle, order, ClosedClaims.EVERY, now);
          return giveOn(handle, order, now);
        });
  }

  private static List<WakeUpCall> giveOn(Handle handle, OrderId order, long now) {
    Waiters.remove(handle, order);
    return Holds.letGo(handle, order, now)
        .map(robot -> Offers.offer(handle, robot, now))
        .orElse(List.of());
  }

  private static Optional<RobotName> heldBy(Handle handle, OrderId order, int claim) {
    return handle
        .createQuery("SELECT name FROM robots WHERE order_id = :order AND claim = :claim")
        .bind("order", order.value())
        .bind("claim", claim)
        .map((result, context) -> new Row("robots", result).robot("name"))
        .findOne();
  }
}
