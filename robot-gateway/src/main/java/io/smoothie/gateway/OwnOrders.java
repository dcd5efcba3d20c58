package io.smoothie.gateway;

import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.TableException;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.temporal.Orders.Delivery;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.temporal.TemporalUnavailableException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Signals the orders of the Temporal that the table belongs to. No signal is sent before Temporal
 * has once been found to be the table's, and its 'no such order' counts only if it still is: a
 * server that has taken its place knows none of the orders. Thread-safe.
 */
final class OwnOrders implements OrderSignals {
  private final OrderSignals orders;
  private final Table table;
  private final TemporalConnection temporal;
  private final CompletableFuture<String> anotherAnswers = new CompletableFuture<>();
  private volatile boolean known;

  OwnOrders(OrderSignals orders, Table table, TemporalConnection temporal) {
    this.orders = orders;
    this.table = table;
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

  /** Completes, with a sentence for people, when another Temporal answers than the table's. */
  CompletionStage<String> anotherAnswers() {
    return anotherAnswers;
  }

  @Override
  public Delivery succeeded(OrderId order, RobotName robot) {
    return own(() -> orders.succeeded(order, robot));
  }

  @Override
  public Delivery failed(OrderId order, RobotName robot, String reason) {
    return own(() -> orders.failed(order, robot, reason));
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
    try {
      table.belongTo(temporal.ask());
      known = true;
    } catch (TableException e) {
      if (e.isOfAnotherTemporal()) {
        anotherAnswers.completeAsync(() -> "Another Temporal answers. " + e.getMessage());
      }
      throw e;
    }
  }
}
