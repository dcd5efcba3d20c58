package io.smoothie.activities.table;

import io.smoothie.workflow.ClaimRequest;
import io.smoothie.workflow.ClaimResult;
import io.smoothie.workflow.OrderActivities.BrokenRequest;
import io.smoothie.workflow.OrderActivities.EndRequest;
import io.smoothie.workflow.OrderActivities.EndResult;
import io.smoothie.workflow.OrderActivities.FinishRequest;
import io.smoothie.workflow.OrderActivities.FreeRequest;
import io.smoothie.workflow.OrderActivities.FreeResult;
import io.smoothie.workflow.OrderActivities.LeaveRequest;
import io.smoothie.workflow.OrderActivities.TellRequest;
import io.smoothie.workflow.OrderActivities.TellResult;
import io.smoothie.workflow.OrderEnding;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an order does with robots. Every call may be repeated, and every call but an order's ending
 * acts only on the claim it names.
 *
 * <p>An order to which a call assigns a robot is woken after the commit; see {@link Table#waking}.
 */
public final class Claims {
  private final Database database;

  Claims(Database database) {
    this.database = database;
  }

  /**
   * Takes the first free robot, by name, that has what the order needs and that the order has not
   * used, or a place in the queue. A claim that has a robot already, given by an earlier call or
   * from the queue, answers with it.
   *
   * @param priorityStep by how much longer a waiter of one priority must have waited to be served
   *     before one of the next higher; counts where the order takes its place
   */
  public ClaimResult claim(ClaimRequest request, Duration priorityStep) {
    return database.write(tx -> new ClaimTransaction(tx, request, priorityStep).make());
  }

  /** As {@link #claim(ClaimRequest, Duration)}, with {@link PriorityStep#DEFAULT}. */
  public ClaimResult claim(ClaimRequest request) {
    return claim(request, PriorityStep.DEFAULT);
  }

  /**
   * One try to tell the robot that this claim holds. It goes ahead only if the claim still holds
   * the robot, the robot has not said meanwhile that it is away, which releases it, and a gateway
   * listens. The table counts the try before {@code publish} is called: from then on the robot may
   * have been told, and only its answer or its deadline releases it.
   *
   * @param publish sends the order; its answer says whether the robot may have been told
   * @return that answer, or why the robot was not to be told; <em>told</em> also where this try was
   *     not sent and an earlier one of the claim may have been
   * @throws TableException when the try was not sent and cannot be taken back
   */
  public TellResult tell(TellRequest request, Supplier<TellResult> publish) {
    return new Telling(database, request).tell(publish);
  }

  /**
   * The order is made: this claim's attempt succeeded, and the order's robot is released and
   * offered. Keeps the order's ending, if the request tells it.
   */
  public void finish(FinishRequest request) {
    database.run(
        tx -> {
          AttemptRows.succeed(tx, new Held(request.order(), request.claim(), request.robot()));
          EndingRows.keep(tx, request.order(), request.ending());
          releaseAndOffer(tx, request.order());
        });
  }

  /** Whether this claim holds the robot, which may have been told. */
  public boolean isTold(Held held) {
    return database.read(handle -> RobotRows.isTold(handle, held.order(), held.claim()));
  }

  /**
   * This claim's attempt timed out or failed: its robot is set BROKEN, and no longer holds the
   * order.
   *
   * @return whether this call did so to a robot that is connected, as it said last
   */
  public boolean broken(BrokenRequest request) {
    Held held = new Held(request.order(), request.claim(), request.robot());
    return database.write(
        tx -> {
          AttemptRows.decide(tx, held, request.outcome(), request.reason());
          return RobotRows.breakRobot(tx, held, request.reason());
        });
  }

  /**
   * This claim's robot was not told: it is released and offered. A robot that was told is kept,
   * unless {@code evenIfTold} is set.
   */
  public FreeResult free(FreeRequest request) {
    Held held = new Held(request.order(), request.claim(), request.robot());
    return database.write(
        tx -> {
          if (!Boolean.TRUE.equals(request.evenIfTold())
              && RobotRows.isTold(tx.handle(), request.order(), request.claim())) {
            return new FreeResult(true);
          }
          AttemptRows.decide(tx, held, request.outcome(), request.reason());
          if (RobotRows.release(tx, held)) {
            Offers.offer(tx, request.robot());
          }
          return new FreeResult(false);
        });
  }

  /**
   * Releases the robot of a claim that has not tried to tell it since {@code old}: the order's
   * workflow tasks must be failing. The order gets no robot until it claims again by itself.
   */
  public void releaseUntold(OrderId order, int claim, Instant old) {
    database.run(
        tx ->
            RobotRows.releaseUntold(tx, order, claim, old)
                .ifPresent(
                    robot -> {
                      AttemptRows.release(tx, order);
                      Offers.offer(tx, robot);
                    }));
  }

  /**
   * A robot whose attempt ended as unheard has answered with success after all: it is repaired and
   * offered, if that very attempt set it BROKEN.
   *
   * @return whether that was so
   */
  public boolean putBack(Held held) {
    return database.write(
        tx -> {
          boolean isBack = RobotRows.putBack(tx, held);
          if (isBack) {
            Offers.offer(tx, held.robot());
          }
          return isBack;
        });
  }

  /**
   * Takes this claim out of the queue, if it still waits.
   *
   * @return the robot that had been assigned meanwhile, which the order has now
   */
  public Optional<RobotName> leave(LeaveRequest request) {
    return database.write(
        tx -> {
          OrderState state = OrderState.of(tx.handle(), request.order());
          RobotName held = state.held();
          if (held != null && state.heldClaim() == request.claim()) {
            return Optional.of(held);
          }
          if (WaiterRows.remove(tx, request.order(), request.claim())) {
            ClosedClaimRows.close(tx, request.order(), request.claim(), state.started());
          }
          return Optional.empty();
        });
  }

  /**
   * The order is over without being made: its robot is released and offered, its place in the queue
   * given up, and its ending kept, if the request tells it. A robot that was told is kept, unless
   * {@code evenIfTold} is set; the order goes on then.
   */
  public EndResult end(EndRequest request) {
    return database.write(
        tx -> {
          OrderState state = OrderState.of(tx.handle(), request.order());
          if (state.held() != null && state.told() && !request.evenIfTold()) {
            return new EndResult(state.held(), state.heldClaim());
          }
          EndingRows.keep(tx, request.order(), request.ending());
          close(tx, request.order(), request.started().toEpochMilli());
          return new EndResult(null, 0);
        });
  }

  /**
   * Temporal says that the order is over, which the order itself has not recorded: the robot that
   * it has by this claim is released and offered, or its place in the queue given up. An order that
   * has either by another claim is left alone.
   *
   * @param ending how it ended, as Temporal has it: robot and attempts are added; null when that is
   *     not known
   */
  public void releaseEnded(OrderId order, int claim, @Nullable OrderEnding ending) {
    database.run(
        tx -> {
          OrderState state = OrderState.of(tx.handle(), order);
          if (state.isOf(claim)) {
            EndingRows.keepOutside(tx, order, state.held(), ending);
            close(tx, order, state.started());
          }
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

  private static void close(Transaction tx, OrderId order, long started) {
    AttemptRows.release(tx, order);
    ClosedClaimRows.close(tx, order, ClosedClaimRows.EVERY, started);
    releaseAndOffer(tx, order);
  }

  private static void releaseAndOffer(Transaction tx, OrderId order) {
    WaiterRows.remove(tx, order);
    RobotRows.release(tx, order).ifPresent(robot -> Offers.offer(tx, robot));
  }
}
