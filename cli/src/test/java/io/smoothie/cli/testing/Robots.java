package io.smoothie.cli.testing;

import io.smoothie.activities.worker.Publisher;
import io.smoothie.workflow.OrderActivities.TellOutcome;
import io.smoothie.workflow.OrderActivities.TellRequest;
import io.smoothie.workflow.OrderActivities.TellResult;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.temporal.Orders;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Robots that are told by a call, and answer with a signal. Silent unless said otherwise. */
public final class Robots implements Publisher, AutoCloseable {
  private final ExecutorService later = Executors.newSingleThreadExecutor();
  private final Map<String, Reaction> reactions = new ConcurrentHashMap<>();
  private final Orders orders;

  Robots(Orders orders) {
    this.orders = orders;
  }

  /** What a robot does with an order. */
  @FunctionalInterface
  public interface Reaction {
    TellResult to(OrderId order, RobotName robot, Robots robots);
  }

  public static final Reaction SILENT = (order, robot, robots) -> told();
  public static final Reaction MAKES = (order, robot, robots) -> robots.succeeds(order, robot);
  public static final Reaction NOT_SUBSCRIBED =
      (order, robot, robots) -> new TellResult(TellOutcome.NOBODY_SUBSCRIBED, null);

  /** Says {@code reason} instead of making it. */
  public static Reaction fails(String reason) {
    return (order, robot, robots) -> {
      robots.soon(() -> robots.orders.failed(order, robot, reason));
      return told();
    };
  }

  /** The broker never takes the message. */
  public static Reaction unreachable(String why) {
    return (order, robot, robots) -> new TellResult(TellOutcome.NOT_SENT, why);
  }

  public void when(String robot, Reaction reaction) {
    reactions.put(robot, reaction);
  }

  @Override
  public TellResult tell(TellRequest request) {
    return reactions
        .getOrDefault(request.robot().value(), SILENT)
        .to(request.order(), request.robot(), this);
  }

  private static TellResult told() {
    return new TellResult(TellOutcome.TOLD, null);
  }

  private TellResult succeeds(OrderId order, RobotName robot) {
    soon(() -> orders.succeeded(order, robot));
    return told();
  }

  private void soon(Runnable what) {
    CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS, later).execute(what);
  }

  @Override
  public void close() {
    later.shutdownNow();
  }
}
