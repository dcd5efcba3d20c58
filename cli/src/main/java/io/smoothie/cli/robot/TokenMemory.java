package io.smoothie.cli.robot;

import io.smoothie.workflow.OrderId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The task tokens a robot has had; the oldest are forgotten first. */
final class TokenMemory {
  private static final int MOST = 100_000;

  private final Set<OrderId> had =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<OrderId, Boolean> eldest) {
              return size() > MOST;
            }
          });

  /** Whether this is the first time; from now on it is not. */
  synchronized boolean isNew(OrderId token) {
    return had.add(token);
  }
}
