package io.smoothie.activities.table;

import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.OrderActivities.BrokenRequest;
import io.smoothie.workflow.OrderActivities.ClaimRequest;
import io.smoothie.workflow.OrderActivities.ClaimResult;
import io.smoothie.workflow.OrderActivities.EndRequest;
import io.smoothie.workflow.OrderActivities.EndResult;
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

  /**
   * To be asked before a robot is told: notes that it may have been, so that only its answer or its
   * deadline frees it. A robot that has said meanwhile that it is away is given back instead.
   *
   * @return whether to tell it; false when this claim does not hold it (any more)
   * @throws TableException also when the table is busy for more than 4 seconds: nothing is to be
   *     told then
   */
  public boolean telling(OrderId order, int claim, RobotName robot) {
    return database.writeSoon(
        handle -> {
          long now = clock.millis();
          boolean held = Holds.telling(handle, order, claim, robot);
          if (held) {
            AttemptRows.restart(handle, order, claim, now);
          } else if (Holds.letGo(handle, order, claim, robot, now)) {
            AttemptRows.release(handle, order, now);
          }
          return held;
        });
  }

  /**
   * Takes back what {@link #telling} noted, for a message that certainly was not sent.
   *
   * @return whether no other try can have told the robot
   */
  public boolean notTold(OrderId order, int claim, RobotName robot) {
    return database.writeSoon(handle -> Holds.notTold(handle, order, claim, robot));
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

  /** This claim's robot was not told: it is offered on. */
  public List<WakeUpCall> free(FreeRequest request) {
    return database.write(
        handle -> {
          long now = clock.millis();
          AttemptRows.decide(
              handle,
              request.order(),
              request.claim(),
              request.robot(),
              AttemptOutcome.NOT_SENT,
              "",
              now);
          return Holds.letGo(handle, request.order(), request.claim(), request.robot(), now)
              ? Offers.offer(handle, request.robot(), now)
              : List.of();
        });
  }

  /**
   * This claim waits no longer, if it still did.
   *
   * @return the robot that had been assigned meanwhile, which the order has now
   */
  public Optional<RobotName> leave(LeaveRequest request) {
    return database.write(
        handle -> {
          OrderState state = OrderState.of(handle, request.order());
          RobotName held = state.held();
          if (held != null && state.heldClaim() == request.claim()) {
            return Optional.of(held);
          }
          if (Waiters.remove(handle, request.order(), request.claim())) {
            ClosedClaims.close(
                handle, request.order(), request.claim(), state.started(), clock.millis());
          }
          return Optional.empty();
        });
  }

  /**
   * The order is over without being made: whatever it still has is given on, but for a robot that
   * was told, unless that is asked too.
   */
  public Ended end(EndRequest request) {
    return database.write(
        handle -> {
          OrderState state = OrderState.of(handle, request.order());
          if (state.held() != null && state.told() && !request.evenIfTold()) {
            return new Ended(new EndResult(state.held(), state.heldClaim()), List.of());
          }
          long started = request.started().toEpochMilli();
          return new Ended(new EndResult(null, 0), close(handle, request.order(), started));
        });
  }

  /**
   * Temporal says that the order is over, which the order itself has not said: what it has by this
   * claim is given on. One that has something else by now is left alone.
   */
  public List<WakeUpCall> abandon(OrderId order, int claim) {
    return database.write(
        handle -> {
          OrderState state = OrderState.of(handle, order);
          return state.isOf(claim) ? close(handle, order, state.started()) : List.of();
        });
  }

  private List<WakeUpCall> close(Handle handle, OrderId order, long started) {
    long now = clock.millis();
    AttemptRows.release(handle, order, now);
    ClosedClaims.close(handle, order, ClosedClaims.EVERY, started, now);
    return giveOn(handle, order, now);
  }

  private static List<WakeUpCall> giveOn(Handle handle, OrderId order, long now) {
    Waiters.remove(handle, order);
    return Holds.letGo(handle, order, now)
        .map(robot -> Offers.offer(handle, robot, now))
        .orElse(List.of());
  }
}
