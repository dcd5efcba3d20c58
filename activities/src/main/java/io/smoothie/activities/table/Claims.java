package io.smoothie.activities.table;

import io.smoothie.workflow.OrderActivities.BrokenRequest;
import io.smoothie.workflow.OrderActivities.ClaimRequest;
import io.smoothie.workflow.OrderActivities.ClaimResult;
import io.smoothie.workflow.OrderActivities.EndRequest;
import io.smoothie.workflow.OrderActivities.EndResult;
import io.smoothie.workflow.OrderActivities.FinishRequest;
import io.smoothie.workflow.OrderActivities.FreeRequest;
import io.smoothie.workflow.OrderActivities.FreeResult;
import io.smoothie.workflow.OrderActivities.LeaveRequest;
import io.smoothie.workflow.OrderActivities.TellOutcome;
import io.smoothie.workflow.OrderActivities.TellResult;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * What an order does with robots. Every call may be repeated, and every call but an order's ending
 * acts only on the claim it names.
 *
 * <p>The wake-ups that a call returns are for orders to which it has assigned a robot: pass them to
 * {@link WakeUps} once it has returned. Lost ones are made up for by the reaper.
 */
public final class Claims {
  /** The detail of a result when a workflow task that was lost may have told the robot. */
  public static final String EARLIER_TRY = "an earlier try may have told it";

  private final Database database;

  Claims(Database database) {
    this.database = database;
  }

  /**
   * Takes the first free robot, by name, that the order has not used, or a place in the queue. A
   * claim that has a robot already, given by an earlier call or from the queue, answers with it.
   */
  public ClaimResult claim(ClaimRequest request) {
    return database.write((handle, now) -> new ClaimTransaction(handle, request, now).make());
  }

  /**
   * Call this before a robot is told: it records that the robot may have been told, so that only
   * its answer or its deadline releases it. A robot that has said meanwhile that it is away is
   * released instead.
   *
   * @return empty when the robot is to be told; else why not: this claim does not hold it (any
   *     more), or no gateway listens
   * @throws TableException also when the table is busy or away for more than 6 seconds: the robot
   *     must not be told then
   */
  public Optional<TellResult> beginTelling(OrderId order, int claim, RobotName robot) {
    Optional<TellOutcome> not =
        database.writeSoon(
            (handle, now) -> {
              Optional<RobotRows.Try> held =
                  RobotRows.beginTelling(handle, order, claim, robot, now);
              if (held.isPresent() && held.get().begun()) {
                AttemptRows.restart(handle, order, claim, now);
                return Optional.empty();
              }
              if (held.isPresent()) {
                return Optional.of(
                    held.get().told() > 0 ? TellOutcome.TOLD : TellOutcome.NO_GATEWAY);
              }
              if (RobotRows.release(handle, order, claim, robot, now)) {
                AttemptRows.release(handle, order, now);
              }
              return Optional.of(TellOutcome.NOT_HELD);
            });
    return not.map(outcome -> new TellResult(outcome, why(outcome, order, robot)));
  }

  private String why(TellOutcome outcome, OrderId order, RobotName robot) {
    return switch (outcome) {
      case NO_GATEWAY ->
          new Gateways(database).silence().orElse("no gateway was listening just now");
      case NOT_HELD -> "%s is no longer order %s's, or is away".formatted(robot, order);
      default -> EARLIER_TRY;
    };
  }

  /**
   * Takes back what {@link #beginTelling} noted, for a message that certainly was not sent.
   *
   * @return whether no other try can have told the robot
   */
  public boolean undoTelling(OrderId order, int claim, RobotName robot) {
    return database.writeSoon((handle, now) -> RobotRows.undoTelling(handle, order, claim, robot));
  }

  /**
   * The order is made: this claim's attempt succeeded, and the order's robot is released and
   * offered.
   */
  public List<WakeUpCall> finish(FinishRequest request) {
    return database.write(
        (handle, now) -> {
          AttemptRows.succeed(handle, request.order(), request.claim(), request.robot(), now);
          return releaseAndOffer(handle, request.order(), now);
        });
  }

  /**
   * This claim's attempt timed out or failed: its robot is set BROKEN, and no longer holds the
   * order.
   */
  public void broken(BrokenRequest request) {
    database.write(
        (handle, now) -> {
          AttemptRows.decide(
              handle,
              request.order(),
              request.claim(),
              request.robot(),
              request.outcome(),
              request.reason(),
              now);
          RobotRows.breakRobot(
              handle, request.order(), request.claim(), request.robot(), request.reason(), now);
          return true;
        });
  }

  /** This claim's robot was not told: it is released and offered. A robot that was told is kept. */
  public Freed free(FreeRequest request) {
    return database.write(
        (handle, now) -> {
          if (RobotRows.isTold(handle, request.order(), request.claim())) {
            return new Freed(new FreeResult(true), List.of());
          }
          AttemptRows.decide(
              handle,
              request.order(),
              request.claim(),
              request.robot(),
              request.outcome(),
              request.reason(),
              now);
          return new Freed(
              new FreeResult(false),
              RobotRows.release(handle, request.order(), request.claim(), request.robot(), now)
                  ? Offers.offer(handle, request.robot(), now)
                  : List.of());
        });
  }

  /**
   * Releases the robot of a claim that has not tried to tell it since {@code old}: the order's
   * workflow tasks must be failing. The order gets no robot until it claims again by itself.
   */
  public List<WakeUpCall> releaseUntold(OrderId order, int claim, Instant old) {
    return database.write(
        (handle, now) -> {
          Optional<RobotName> robot =
              RobotRows.releaseUntold(handle, order, claim, old.toEpochMilli(), now);
          if (robot.isEmpty()) {
            return List.of();
          }
          AttemptRows.release(handle, order, now);
          return Offers.offer(handle, robot.get(), now);
        });
  }

  /**
   * A robot whose attempt ended as unheard has answered with success after all: it is repaired and
   * offered, if that very attempt set it BROKEN.
   */
  public Changed putBack(OrderId order, int claim, RobotName robot) {
    return database.write(
        (handle, now) -> {
          return RobotRows.putBack(handle, order, claim, robot, now)
              ? new Changed(true, Offers.offer(handle, robot, now))
              : Changed.NOT;
        });
  }

  /**
   * Takes this claim out of the queue, if it still waits.
   *
   * @return the robot that had been assigned meanwhile, which the order has now
   */
  public Optional<RobotName> leave(LeaveRequest request) {
    return database.write(
        (handle, now) -> {
          OrderState state = OrderState.of(handle, request.order());
          RobotName held = state.held();
          if (held != null && state.heldClaim() == request.claim()) {
            return Optional.of(held);
          }
          if (WaiterRows.remove(handle, request.order(), request.claim())) {
            ClosedClaimRows.close(handle, request.order(), request.claim(), state.started(), now);
          }
          return Optional.empty();
        });
  }

  /**
   * The order is over without being made: its robot is released and offered, and its place in the
   * queue given up. A robot that was told is kept, unless {@code evenIfTold} is set.
   */
  public Ended end(EndRequest request) {
    return database.write(
        (handle, now) -> {
          OrderState state = OrderState.of(handle, request.order());
          if (state.held() != null && state.told() && !request.evenIfTold()) {
            return new Ended(new EndResult(state.held(), state.heldClaim()), List.of());
          }
          long started = request.started().toEpochMilli();
          return new Ended(new EndResult(null, 0), close(handle, request.order(), started, now));
        });
  }

  /**
   * Temporal says that the order is over, which the order itself has not recorded: the robot that
   * it has by this claim is released and offered, or its place in the queue given up. An order that
   * has either by another claim is left alone.
   */
  public List<WakeUpCall> releaseEnded(OrderId order, int claim) {
    return database.write(
        (handle, now) -> {
          OrderState state = OrderState.of(handle, order);
          return state.isOf(claim) ? close(handle, order, state.started(), now) : List.of();
        });
  }

  /** Those of {@code orders} that have neither a robot nor a place in the queue. */
  public List<OrderId> withNothing(List<OrderId> orders) {
    if (orders.isEmpty()) {
      return List.of();
    }
    Set<String> known =
        database.read(
            handle ->
                handle
                    .createQuery(
                        "SELECT order_id FROM robots WHERE order_id IN (<orders>)"
                            + " UNION SELECT order_id FROM waiters WHERE order_id IN (<orders>)")
                    .bindList("orders", orders.stream().map(OrderId::value).toList())
                    .mapTo(String.class)
                    .set());
    return orders.stream().filter(order -> !known.contains(order.value())).toList();
  }

  private static List<WakeUpCall> close(Handle handle, OrderId order, long started, long now) {
    AttemptRows.release(handle, order, now);
    ClosedClaimRows.close(handle, order, ClosedClaimRows.EVERY, started, now);
    return releaseAndOffer(handle, order, now);
  }

  private static List<WakeUpCall> releaseAndOffer(Handle handle, OrderId order, long now) {
    WaiterRows.remove(handle, order);
    return RobotRows.release(handle, order, now)
        .map(robot -> Offers.offer(handle, robot, now))
        .orElse(List.of());
  }
}
