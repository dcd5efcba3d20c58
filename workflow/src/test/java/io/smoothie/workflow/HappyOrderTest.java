package io.smoothie.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smoothie.workflow.kitchen.Kitchen;
import io.smoothie.workflow.kitchen.Reaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HappyOrderTest {
  @RegisterExtension private final Kitchen kitchen = Kitchen.with("Robot1", "Robot2");

  @Test
  void an_order_is_made_by_the_first_robot() {
    kitchen.table().when("Robot1", Reaction.succeedsAfter(Duration.ofSeconds(3)));
    var order = kitchen.place(OrderRequest.of("Strawberry Smoothie"));

    assertEquals(
        new OrderResult(new OrderId("order-1"), "Strawberry Smoothie", new RobotName("Robot1"), 1),
        order.made());
    assertEquals(
        List.of("GetRobot(1)", "TellRobotOrder(Robot1)", "SetRobotFinished(Robot1)"),
        order.calls());
    assertEquals(List.of("Robot1 succeeded"), kitchen.table().attempts(order.workflowId()));
    assertEquals(Optional.empty(), kitchen.table().brokenReason("Robot1"));
    assertEquals(13, order.events());
  }
}
