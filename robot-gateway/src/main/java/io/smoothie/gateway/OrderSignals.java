package io.smoothie.gateway;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotFailed;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotSucceeded;
import io.smoothie.workflow.temporal.Orders;
import io.smoothie.workflow.temporal.Orders.Delivery;

/**
 * The gateway's signals to orders. Each throws when nothing is known about the order now; the same
 * signal is to be sent again then.
 */
interface OrderSignals {
  Delivery succeeded(OrderId order, RobotSucceeded success);

  Delivery failed(OrderId order, RobotFailed failure);

  Delivery wakeUp(OrderId order, int claim);

  static OrderSignals of(Orders orders) {
    return new OrderSignals() {
      @Override
      public Delivery succeeded(OrderId order, RobotSucceeded success) {
        return orders.succeeded(order, success);
      }

      @Override
      public Delivery failed(OrderId order, RobotFailed failure) {
        return orders.failed(order, failure);
      }

      @Override
      public Delivery wakeUp(OrderId order, int claim) {
        return orders.wakeUp(order, claim);
      }
    };
  }
}
