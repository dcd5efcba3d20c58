package io.smoothie.gateway;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotFailed;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotSucceeded;
import io.smoothie.workflow.temporal.Orders.Delivery;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A Temporal that takes every signal, unless it is away or told otherwise. */
final class FakeOrders implements OrderSignals {
  private final List<String> signals = new CopyOnWriteArrayList<>();
  private final Map<OrderId, Delivery> answers = new ConcurrentHashMap<>();
  private final AtomicInteger tries = new AtomicInteger();
  private volatile boolean away;
  private volatile Consumer<OrderId> before = order -> {};

  @Override
  public Delivery succeeded(OrderId order, RobotSucceeded success) {
    return signal(
        order,
        "succeeded %s %s%s"
            .formatted(
                order, success.robot(), success.result() == null ? "" : " " + success.result()));
  }

  @Override
  public Delivery failed(OrderId order, RobotFailed failure) {
    return signal(order, "failed %s %s: %s".formatted(order, failure.robot(), failure.reason()));
  }

  @Override
  public Delivery wakeUp(OrderId order, int claim) {
    return signal(order, "woken %s %d".formatted(order, claim));
  }

  void away(boolean now) {
    away = now;
  }

  void answer(OrderId order, Delivery delivery) {
    answers.put(order, delivery);
  }

  /** Runs in the middle of every signal. */
  void before(Consumer<OrderId> work) {
    before = work;
  }

  List<String> signals() {
    return signals;
  }

  int tries() {
    return tries.get();
  }

  private Delivery signal(OrderId order, String what) {
    tries.incrementAndGet();
    before.accept(order);
    if (away) {
      throw new IllegalStateException("Temporal is away");
    }
    Delivery delivery = answers.getOrDefault(order, Delivery.DELIVERED);
    if (delivery == Delivery.DELIVERED) {
      signals.add(what);
    }
    return delivery;
  }
}
