package io.smoothie.cli.realtier;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_STARTED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.SmoothieOrderWorkflow.CancelAnswer;
import io.smoothie.workflow.temporal.Orders;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowQueryRejectedException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Temporal's start delay does to an order that comes to know of something meanwhile. */
@RealTier
class ScheduledRealTest {
  private static final OrderRequest ORDER = OrderRequest.of("Strawberry Smoothie");

  private static Instant in(Duration time) {
    return Instant.now().plus(time).truncatedTo(ChronoUnit.SECONDS);
  }

  private static long count(Shop shop, OrderId order, EventType type) {
    return shop.history(order).stream()
        .map(HistoryEvent::getEventType)
        .filter(type::equals)
        .count();
  }

  @Test
  void an_order_is_made_when_it_is_due_with_the_events_of_any_order(
      Shop shop, RealServers servers) {
    shop.open("Robot1");
    shop.simulatedRobot("Robot1", "--make-time", "100ms");
    Instant due = in(Duration.ofSeconds(20));
    OrderRequest request = ORDER.withDue(due);
    OrderId order = shop.place(request);

    assertTrue(shop.orders().place(order, request, shop.taskQueue()).already());
    // A signal comes and does not begin it; nor does it count.
    assertEquals(Orders.Delivery.DELIVERED, shop.orders().wakeUp(order, 0));
    assertThrows(
        WorkflowQueryRejectedException.class,
        () ->
            servers
                .connection()
                .client()
                .newUntypedWorkflowStub(order.workflowId())
                .query("__temporal_workflow_metadata", WorkflowMetadata.class),
        "no worker has it");
    assertEquals(0, count(shop, order, EVENT_TYPE_WORKFLOW_TASK_SCHEDULED));

    assertEquals("made", shop.end(order).how());
    assertFalse(Instant.now().isBefore(due));
    // Two workflow tasks are six events; a slow machine may need another one.
    assertEquals(
        13 + 2 - 6,
        shop.history(order).stream()
            .filter(event -> !event.getEventType().name().contains("WORKFLOW_TASK"))
            .count(),
        "the signal, and the search attributes");
    assertTrue(shop.orders().place(order, request, shop.taskQueue()).already());
  }

  @Test
  void one_that_is_not_due_is_listed_shown_and_cancelled_at_once(Shop shop) throws Exception {
    shop.open("Robot1");
    Instant due = in(Duration.ofHours(1));
    OrderId order = shop.place(ORDER.withDue(due));

    await("the list")
        .untilAsserted(
            () -> {
              JsonNode listed = json(shop, "orders", "list", "--status", "scheduled", "-o", "json");
              assertEquals(List.of(order.value()), listed.findValuesAsText("id"));
              assertEquals(due, Instant.parse(listed.path(0).path("due").asText()));
            });
    assertEquals(
        "scheduled",
        json(shop, "orders", "show", order.value(), "-o", "json").path("status").asText());
    String soon = "WorkflowId = '%s' AND ExecutionTime < '%s'";
    assertEquals(
        List.of(), shop.found(soon.formatted(order.workflowId(), due)), "the reaper's question");
    assertEquals(
        List.of(order.workflowId()),
        shop.found(soon.formatted(order.workflowId(), due.plusSeconds(10))));

    ChildProcess cancel = shop.smoothie("orders", "cancel", order.value());
    assertEquals(0, cancel.awaitEnd(), cancel::output);
    assertEquals("CANCELED", shop.end(order).how());
    shop.awaitRest();
    ChildProcess shown = shop.smoothie("orders", "show", order.value(), "--follow");
    assertEquals(5, shown.awaitEnd(), shown::output);
    assertTrue(shown.output().contains("it was not due yet"), shown::output);
    assertEquals(List.of(), shop.table().attempts().of(order));
  }

  @Test
  void temporals_own_cancel_ends_it_at_once_and_terminate_too(Shop shop) {
    shop.open("Robot1");
    OrderId cancelled = shop.place(ORDER.withDue(in(Duration.ofHours(1))));
    OrderId terminated = shop.place(ORDER.withDue(in(Duration.ofHours(1))));

    assertEquals(CancelAnswer.ACCEPTED, shop.orders().cancelByTemporalAlone(cancelled));
    shop.terminate(terminated);

    assertEquals("CANCELED", shop.end(cancelled).how());
    assertEquals(0, count(shop, cancelled, EVENT_TYPE_TIMER_STARTED));
    ChildProcess shown = shop.smoothie("orders", "show", terminated.value());
    assertEquals(0, shown.awaitEnd(), shown::output);
    assertTrue(shown.output().contains("terminated through Temporal"), shown::output);
  }

  private static JsonNode json(Shop shop, String... command) throws Exception {
    ChildProcess process = shop.smoothie(command);
    assertEquals(0, process.awaitEnd(), process::output);
    return new ObjectMapper().readTree(process.output());
  }
}
