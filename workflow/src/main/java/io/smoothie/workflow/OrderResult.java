package io.smoothie.workflow;

/**
 * What an order that was made returns.
 *
 * @param robot the robot that made it
 * @param attempt which attempt it was, from 1
 */
public record OrderResult(OrderId order, String smoothie, RobotName robot, int attempt) {}
