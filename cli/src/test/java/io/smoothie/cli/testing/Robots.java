package io.smoothie.cli.testing;

import io.smoothie.activities.worker.Publisher;
import io.smoothie.workflow.JobData;
import io.smoothie.workflow.OrderActivities.TellOutcome;
import io.smoothie.workflow.OrderActivities.TellRequest;
import io.smoothie.workflow.OrderActivities.TellResult;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotFailed;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotSucceeded;
import io.smoothie.workflow.temporal.Orders;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

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
    TellResult to(TellRequest request, Robots robots);
  }

  public static final Reaction SILENT = (request, robots) -> told();
  public static final Reaction MAKES = (request, robots) -> robots.succeeds(request, null);
  public static final Reaction NOT_SUBSCRIBED =
      (request, robots) -> new TellResult(TellOutcome.NOBODY_SUBSCRIBED, null);

  /** Its result repeats the params that it was told. */
  public static final Reaction MAKES_WITH_RESULT =
      (request, robots) ->
          robots.succeeds(request, JobData.parse("{\"told\":" + request.params() + "}"));

  /** Says {@code reason} instead of making it. */
  public static Reaction fails(String reason) {
    return (request, robots) -> {
      robots.soon(
          () -> robots.orders.failed(request.order(), RobotFailed.of(request.robot(), reason)));
      return told();
    };
  }

  /** Says that no robot can make it, with {@code details}. */
  public static Reaction cannot(String reason, JobData details) {
    return (request, robots) -> {
      RobotFailed said = new RobotFailed(request.robot(), reason, details, false, null);
      robots.soon(() -> robots.orders.failed(request.order(), said));
      return told();
    };
  }

  /** The broker never takes the message. */
  public static Reaction unreachable(String why) {
    return (request, robots) -> new TellResult(TellOutcome.NOT_SENT, why);
  }

  public void when(String robot, Reaction reaction) {
    reactions.put(robot, reaction);
  }

  @Override
  public TellResult tell(TellRequest request) {
    return reactions.getOrDefault(request.robot().value(), SILENT).to(request, this);
  }

  /** They stop for no cancel. */
  @Override
  public CompletableFuture<Boolean> cancel(OrderId order, RobotName robot, Duration expiry) {
    return CompletableFuture.completedFuture(true);
  }

  private static TellResult told() {
    return new TellResult(TellOutcome.TOLD, null);
  }

  private TellResult succeeds(TellRequest request, @Nullable JobData result) {
    soon(() -> orders.succeeded(request.order(), new RobotSucceeded(request.robot(), result)));
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
