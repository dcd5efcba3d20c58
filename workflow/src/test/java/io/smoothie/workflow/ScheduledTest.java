package io.smoothie.workflow;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_CANCELED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_STARTED;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.kitchen.Kitchen;
import io.smoothie.workflow.kitchen.Reaction;
import io.smoothie.workflow.kitchen.TestOrder;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An order that is placed now and due later. */
class ScheduledTest {
  private static final Duration AN_HOUR = Duration.ofHours(1);

  @RegisterExtension private final Kitchen kitchen = Kitchen.with("Robot1");

  private final Instant due = now().plus(AN_HOUR);

  private final OrderRequest request =
      OrderRequest.of("Strawberry Smoothie").withLimit(Duration.ofMinutes(1)).withDue(due);

  private Instant now() {
    return Instant.ofEpochMilli(kitchen.temporal().currentTimeMillis());
  }

  private void assertClaimedWhenDue() {
    assertEquals(List.of(due), kitchen.table().claims().stream().map(c -> c.started()).toList());
    assertFalse(now().isBefore(due));
  }

  @Test
  void it_begins_by_temporals_start_delay_with_the_events_of_any_order() {
    kitchen.table().when("Robot1", Reaction.succeedsAfter(Duration.ofSeconds(3)));
    TestOrder order = kitchen.order().withStartDelay(AN_HOUR);
    order.start(request);

    order.made();

    assertClaimedWhenDue();
    assertEquals(13, order.events());
  }

  @Test
  void one_that_begins_too_early_waits_and_neither_queues_nor_uses_up_its_limit() {
    kitchen.table().when("Robot1", Reaction.succeedsAfter(Duration.ofSeconds(3)));
    TestOrder order = kitchen.place(request).awaitTimer();
    assertEquals(List.of(), order.calls());
    assertTrue(order.currentDetails().startsWith("**Scheduled**: due at "), order.currentDetails());

    order.made();

    assertClaimedWhenDue();
  }

  @Test
  void neither_an_answer_nor_a_wake_up_begins_it() {
    kitchen.table().when("Robot1", Reaction.succeedsAfter(Duration.ofSeconds(3)));
    TestOrder order = kitchen.place(request).awaitTimer();

    order.succeeded("Robot1");
    order.wakeUp(0);
    kitchen.pass(Duration.ofMinutes(59));

    assertEquals(List.of(), order.calls());
    assertEquals(1, order.count(EVENT_TYPE_TIMER_STARTED));
    order.made();
    assertClaimedWhenDue();
  }

  @Test
  void a_signal_that_ends_the_start_delay_as_in_memory_does_not_have_it_made_early() {
    kitchen.table().when("Robot1", Reaction.succeedsAfter(Duration.ofSeconds(3)));
    TestOrder order = kitchen.order().withStartDelay(AN_HOUR);
    order.start(request);

    order.succeeded("Robot1");
    order.wakeUp(0);
    kitchen.pass(Duration.ofMinutes(59));

    assertEquals(List.of(), order.calls());
    order.made();
    assertClaimedWhenDue();
    assertEquals(2, order.count(EVENT_TYPE_TIMER_STARTED), "its own, and that of start-to-close");
  }

  @Test
  void a_cancel_ends_it_before_it_is_due_and_it_never_claims() {
    TestOrder order = kitchen.place(request).awaitTimer();

    assertEquals(SmoothieOrderWorkflow.CancelAnswer.ACCEPTED, order.cancel());

    ApplicationFailure failure = order.failure();
    assertEquals(FailureType.ORDER_CANCELLED, failure.getType());
    assertEquals("Order order-1 was cancelled: it was not due yet.", failure.getOriginalMessage());
    assertEquals(List.of("EndOrder"), order.calls());
    assertEquals(1, order.count(EVENT_TYPE_TIMER_CANCELED));
  }

  @Test
  void temporals_own_cancel_ends_it_during_temporals_start_delay() {
    TestOrder order = kitchen.order().withStartDelay(AN_HOUR);
    order.start(request);

    order.requestCancel();
    order.awaitClosed();

    assertEquals(WORKFLOW_EXECUTION_STATUS_CANCELED, order.status());
    assertEquals("Order order-1 was cancelled: it was not due yet.", order.cancelled().message());
    assertEquals(List.of("EndOrder"), order.calls());
  }
}
