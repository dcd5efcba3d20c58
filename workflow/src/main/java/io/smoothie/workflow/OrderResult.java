package io.smoothie.workflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What an order that was made returns.
 *
 * @param robot the robot that made it
 * @param attempt which attempt it was, from 1
 * @param result what the robot said of what it made, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderResult(
    OrderId order, String smoothie, RobotName robot, int attempt, @Nullable JobData result) {}
