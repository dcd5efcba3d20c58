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

  /** Whether {@code token} is new; from now on it is known. */
  synchronized boolean isNew(OrderId token) {
    return had.putIfAbsent(token, false) == null;
  }

  synchronized void answered(OrderId token) {
    had.replace(token, true);
  }

  /** Whether the token has been answered, so that only the answer remains to be repeated. */
  synchronized boolean isAnswered(OrderId token) {
    return had.getOrDefault(token, false);
  }
}
