package io.smoothie.cli.simulator;

import io.smoothie.workflow.OrderId;
import java.util.LinkedHashMap;
import java.util.Map;

/** The task tokens a robot has had; the oldest are forgotten first. */
final class TokenMemory {
  private static final int MOST = 100_000;

  /** Each with whether it has been answered. */
  private final Map<OrderId, Boolean> had =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<OrderId, Boolean> eldest) {
          return size() > MOST;
        }
      };

  /** Whether this is the first time; from now on it is not. */
  synchronized boolean isNew(OrderId token) {
    return had.putIfAbsent(token, false) == null;
  }

  synchronized void answered(OrderId token) {
    had.replace(token, true);
  }

  /** Whether there is nothing left to be done for it but to say so again. */
  synchronized boolean isAnswered(OrderId token) {
    return had.getOrDefault(token, false);
  }
}
