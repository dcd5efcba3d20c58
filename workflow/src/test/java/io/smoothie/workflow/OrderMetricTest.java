package io.smoothie.workflow;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smoothie.workflow.kitchen.Kitchen;
import io.smoothie.workflow.kitchen.Reaction;
import io.smoothie.workflow.kitchen.TestOrder;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is counted and timed of orders, and that each ending is counted once. */
class OrderMetricTest {
  private static final OrderRequest REQUEST = OrderRequest.of("Strawberry Smoothie");

  @RegisterExtension private final Kitchen kitchen = Kitchen.with("Robot1").whoseWorkersStop();

  @Test
  void every_order_is_counted_as_placed_and_by_how_it_ended() {
    kitchen.table().when("Robot1", Reaction.succeedsAfter(Duration.ofSeconds(3)));
    kitchen.place(REQUEST).made();
    kitchen.table().when("Robot1", Reaction.failsAfter(Duration.ofSeconds(1), "no ice"));
    kitchen.place(REQUEST.withAttempts(1)).failure();
    kitchen.place(OrderRequest.of("")).failure();
    TestOrder cancelled = kitchen.place(REQUEST);
    kitchen.passUntil(() -> kitchen.table().isWaiting(cancelled.workflowId()));
    cancelled.cancel();
    cancelled.awaitClosed();

    assertCounted(4, 1, 2, 1);
    for (String type : List.of(FailureType.ROBOT_FAILED, FailureType.INVALID_ORDER)) {
      assertEquals(1, kitchen.counted("smoothie_orders_failed", "type", type), type);
    }
  }

  @Test
  void what_is_replayed_is_not_counted_again() {
    TestOrder order = kitchen.place(REQUEST).awaitTimer();
    // Its next workflow task begins with a replay: the new workers do not have it in their cache.
    kitchen.stopWorkers();
    order.succeeded("Robot1");
    kitchen.startWorkers();
    order.made();
    order.replay();

    assertCounted(1, 1, 0, 0);
    assertEquals(1, kitchen.transitions().get("Start → GetRobot"));
  }

  @Test
  void every_type_of_failure_is_counted_from_zero_on() throws IllegalAccessException {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    OrderMetric.countFromZero(registry, "default", Kitchen.TASK_QUEUE);

    Set<String> types = new HashSet<>();
    for (Field type : FailureType.class.getFields()) {
      types.add(String.valueOf(type.get(null)));
    }
    types.remove(FailureType.ORDER_CANCELLED);
    // Temporal ends such an order without a turn of its workflow, which alone counts.
    types.removeAll(Set.of(FailureType.TERMINATED, FailureType.WORKFLOW_TIMED_OUT));
    assertEquals(
        types,
        registry.get("smoothie_orders_failed").counters().stream()
            .map(counter -> counter.getId().getTag("type"))
            .collect(Collectors.toSet()));
  }

  @Test
  void the_legs_of_an_order_are_timed() {
    OrderRequest slow = REQUEST.withStartToClose(Duration.ofMinutes(5));
    kitchen.table().when("Robot1", Reaction.succeedsAfter(Duration.ofMinutes(3)));
    TestOrder first = kitchen.place(slow);
    TestOrder second = kitchen.place(slow);
    first.made();
    second.made();

    awaitTimed("smoothie_order_making", "2 in 6 min");
    awaitTimed("smoothie_order_queue", "1 in 3 min");
    awaitTimed("smoothie_order_made", "2 in 9 min");
    awaitTimed("smoothie_order_claim", "2 in 0 min");
    awaitTimed("smoothie_order_tell", "2 in 0 min");
  }

  private void awaitTimed(String leg, String times) {
    await(leg).untilAsserted(() -> assertEquals(times, kitchen.timed(leg)));
  }

  private void assertCounted(int placed, int made, int failed, int cancelled) {
    await().until(() -> kitchen.counted("smoothie_orders_placed") == placed);
    assertEquals(made, kitchen.counted("smoothie_orders_made"));
    assertEquals(failed, kitchen.counted("smoothie_orders_failed"));
    assertEquals(cancelled, kitchen.counted("smoothie_orders_cancelled"));
  }
}
