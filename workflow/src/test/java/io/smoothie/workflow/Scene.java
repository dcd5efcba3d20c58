package io.smoothie.workflow;

import static java.util.Objects.requireNonNull;

import io.smoothie.workflow.kitchen.Gate;
import io.smoothie.workflow.kitchen.TestOrder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An order brought to a {@link Moment}, and what lets it go on. */
final class Scene {
  @Nullable TestOrder order;
  Runnable goOn = () -> {};

  TestOrder order() {
    return requireNonNull(order);
  }

  /** An order that is held up at {@code gate}. */
  void hold(Gate gate, Supplier<TestOrder> placed) {
    order = placed.get();
    gate.awaitSomebody();
    goOn = gate::open;
  }
}
