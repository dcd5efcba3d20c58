package io.smoothie.workflow.kitchen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What goes wrong, or slowly, in a {@link FakeTable}, by activity type. */
final class Faults {
  private final Map<String, Integer> failures = new HashMap<>();
  private final Map<String, Gate> gates = new HashMap<>();
  private final List<Gate> all = new ArrayList<>();

  synchronized void fail(String activity, int times) {
    failures.merge(activity, times, Integer::sum);
  }

  synchronized Gate block(String activity) {
    Gate gate = new Gate();
    gates.put(activity, gate);
    all.add(gate);
    return gate;
  }

  synchronized void releaseAll() {
    all.forEach(Gate::open);
  }

  /** Throws as often as it was asked to, then blocks if it was. */
  void at(String activity) {
    if (fails(activity)) {
      throw new IllegalStateException(activity + " fails on purpose");
    }
    Gate gate = nextGate(activity);
    if (gate != null) {
      gate.pass();
    }
  }

  private synchronized @Nullable Gate nextGate(String activity) {
    return gates.remove(activity);
  }

  private synchronized boolean fails(String activity) {
    int left = failures.getOrDefault(activity, 0);
    failures.put(activity, Math.max(0, left - 1));
    return left > 0;
  }
}
