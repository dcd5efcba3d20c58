package io.smoothie.activities.worker;

import io.smoothie.workflow.OrderActivities.TellRequest;
import io.smoothie.workflow.OrderActivities.TellResult;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Tells robots their orders, and which of them are cancelled. Thread-safe. */
public interface Publisher {
  /** One try; answers instead of failing, and only with an outcome that is certain. */
  TellResult tell(TellRequest request);

  /**
   * One try to tell the robot that this order is cancelled; does not wait.
   *
   * @param expiry the message is of no use after it
   * @return completes with whether the broker has taken it, never exceptionally
   */
  CompletableFuture<Boolean> cancel(OrderId order, RobotName robot, Duration expiry);
}
