package io.smoothie.activities.worker;

import io.smoothie.workflow.OrderActivities.TellOutcome;
import io.smoothie.workflow.OrderActivities.TellRequest;
import io.smoothie.workflow.OrderActivities.TellResult;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A broker that takes every order, and every cancel message unless it is away. */
final class RecordingPublisher implements Publisher {
  /** Each cancel message, written {@code Robot1 apple PT10S}. */
  final List<String> cancels = new CopyOnWriteArrayList<>();

  volatile boolean away;

  @Override
  public TellResult tell(TellRequest request) {
    return new TellResult(TellOutcome.TOLD, null);
  }

  @Override
  public CompletableFuture<Boolean> cancel(OrderId order, RobotName robot, Duration expiry) {
    cancels.add("%s %s %s".formatted(robot, order, expiry));
    return CompletableFuture.completedFuture(!away);
  }
}
