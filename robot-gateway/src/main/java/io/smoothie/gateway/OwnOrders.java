package io.smoothie.gateway;

import io.smoothie.activities.table.TableException;
import io.smoothie.activities.wakeup.OwnTemporal;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotFailed;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotSucceeded;
import io.smoothie.workflow.temporal.Orders.Delivery;
import io.smoothie.workflow.temporal.TemporalUnavailableException;
import java.util.function.Supplier;

/**
 * Signals the orders of the Temporal that the table belongs to. No signal is sent before Temporal
 * has once been found to be the table's, and its 'no such order' counts only if it still is: a
 * server that has taken its place knows none of the orders. Thread-safe.
 */
final class OwnOrders implements OrderSignals {
  private final OrderSignals orders;
  private final OwnTemporal temporal;
  private volatile boolean known;

  OwnOrders(OrderSignals orders, OwnTemporal temporal) {
    this.orders = orders;
    this.temporal = temporal;
  }

  /**
   * Asks Temporal which one it is.
   *
   * @return false when it is away: it is asked again before the first signal
   * @throws TableException when the table belongs to another
   */
  boolean check() {
    try {
      ask();
      return true;
    } catch (TemporalUnavailableException e) {
      return false;
    }
  }

  @Override
  public Delivery succeeded(OrderId order, RobotSucceeded success) {
    return own(() -> orders.succeeded(order, success));
  }

  @Override
  public Delivery failed(OrderId order, RobotFailed failure) {
    return own(() -> orders.failed(order, failure));
  }

  @Override
  public Delivery wakeUp(OrderId order, int claim) {
    return own(() -> orders.wakeUp(order, claim));
  }

  private Delivery own(Supplier<Delivery> signal) {
    if (!known) {
      ask();
    }
    Delivery delivery = signal.get();
    if (delivery == Delivery.NO_SUCH_ORDER) {
      ask();
    }
    return delivery;
  }

  private void ask() {
    temporal.check();
    known = true;
  }
}
