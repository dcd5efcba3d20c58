package io.smoothie.activities.worker;

import io.smoothie.workflow.OrderActivities.TellRequest;
import io.smoothie.workflow.OrderActivities.TellResult;

/** Tells robots their orders. Thread-safe. */
@FunctionalInterface
public interface Publisher {
  /** One try; answers instead of failing, and only with an outcome that is certain. */
  TellResult tell(TellRequest request);
}
