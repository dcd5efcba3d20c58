package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;

/**
 * A robot that is assigned to an order.
 *
 * @param started when the order's workflow started, in epoch milliseconds
 */
record Assignment(OrderId order, int claim, RobotName robot, long started) {}
