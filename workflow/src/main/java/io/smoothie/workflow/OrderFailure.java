package io.smoothie.workflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The details of the failure of an order.
 *
 * @param stage the stage the order failed at
 * @param attempts every robot that was told, in order, and what became of it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderFailure(Stage stage, List<FailedAttempt> attempts) {
  public OrderFailure {
    attempts = List.copyOf(attempts);
  }

  /**
   * One robot's failed attempt.
   *
   * @param what what became of it, in words that go on from the robot's name
   * @param details what else the robot said of its failure, or null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FailedAttempt(RobotName robot, String what, @Nullable JobData details) {}
}
