package io.smoothie.cli.simulator;

import io.smoothie.workflow.OrderId;
import java.util.LinkedHashMap;
import java.util.Map;

/** The task tokens a robot has had; the oldest are forgotten first. */
final class TokenMemory {
  private static final int MOST = 100_000;

  /** How a token was answered. */
  enum Answered {
    NOT_YET,
    /** As the robot answers every order. */
    AS_USUAL,
    /** It stopped, since the order was cancelled. */
    STOPPED
  }

  private final Map<OrderId, Answered> had =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<OrderId, Answered> eldest) {
          return size() > MOST;
        }
      };

  /** Whether {@code token} is new; from now on it is known. */
  synchronized boolean isNew(OrderId token) {
    return had.putIfAbsent(token, Answered.NOT_YET) == null;
  }

  synchronized void answered(OrderId token, Answered how) {
    had.replace(token, how);
  }

  /** How the token was answered, so that only the answer remains to be repeated. */
  synchronized Answered answer(OrderId token) {
    return had.getOrDefault(token, Answered.NOT_YET);
  }
}
