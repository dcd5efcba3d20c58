package io.smoothie.gateway;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.temporal.Orders;
import io.smoothie.workflow.temporal.Orders.Delivery;

/**
 * The gateway's signals to orders. Each throws when nothing is known about the order now; the same
 * signal is to be sent again then.
 */
interface OrderSignals {
  Delivery succeeded(OrderId order, RobotName robot);

  Delivery failed(OrderId order, RobotName robot, String reason);

  Delivery wakeUp(OrderId order, int claim);

  static OrderSignals of(Orders orders) {
    return new OrderSignals() {
      @Override
      public Delivery succeeded(OrderId order, RobotName robot) {
        return orders.succeeded(order, robot);
      }

      @Override
      public Delivery failed(OrderId order, RobotName robot, String reason) {
        return orders.failed(order, robot, reason);
      }

      @Override
      public Delivery wakeUp(OrderId order, int claim) {
        return orders.wakeUp(order, claim);
      }
    };
  }
}
