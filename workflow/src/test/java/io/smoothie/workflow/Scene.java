package io.smoothie.workflow;

import static java.util.Objects.requireNonNull;

import io.smoothie.workflow.kitchen.Gate;
import io.smoothie.workflow.kitchen.Kitchen;
import io.smoothie.workflow.kitchen.TestOrder;
import org.jspecify.annotations.Nullable;

/** An order brought to a {@link Moment}, and what lets it go on. */
final class Scene {
  @Nullable TestOrder order;
  Runnable goOn = () -> {};

  TestOrder order() {
    return requireNonNull(order);
  }

  /** An order that is placed and goes on until it is held up at {@code gate}. */
  void hold(Kitchen kitchen, Gate gate, OrderRequest request) {
    order = kitchen.place(request);
    kitchen.passUntil(gate::hasCaller);
    goOn = gate::open;
  }
}
