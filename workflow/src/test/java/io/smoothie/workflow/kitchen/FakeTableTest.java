package io.smoothie.workflow.kitchen;

import io.smoothie.workflow.OrderActivities;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotActivities;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The table on which the workflow is tested is one on which orders can rely. */
final class FakeTableTest extends OrderActivitiesContract {
  @RegisterExtension private final Kitchen kitchen = new Kitchen();

  @BeforeEach
  void knowOrders() {
    ORDERS.stream().map(OrderId::workflowId).forEach(kitchen::order);
    kitchen.table().wakeNoOrder();
  }

  @Override
  protected OrderActivities activities() {
    return kitchen.table();
  }

  @Override
  protected RobotActivities robotActivities() {
    return kitchen.table();
  }

  @Override
  protected void add(RobotName robot, Skills skills) {
    kitchen.table().add(robot, skills);
  }
}
