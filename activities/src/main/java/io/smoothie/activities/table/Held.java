package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;

/**
 * A robot as one claim of an order holds it.
 *
 * @param claim the claim's number, from 1
 */
public record Held(OrderId order, int claim, RobotName robot) {}
