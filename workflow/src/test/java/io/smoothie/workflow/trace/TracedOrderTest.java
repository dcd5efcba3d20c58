package io.smoothie.workflow.trace;

import static io.smoothie.workflow.kitchen.CaughtSpans.inTrace;
import static io.smoothie.workflow.kitchen.CaughtSpans.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.SmoothieOrder;
import io.smoothie.workflow.kitchen.CaughtSpans;
import io.smoothie.workflow.kitchen.Kitchen;
import io.smoothie.workflow.kitchen.Reaction;
import io.smoothie.workflow.kitchen.TestOrder;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.testing.WorkflowReplayer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The spans of an order's workflow and activities, as histories carry the trace. Links to gateways
 * take a real server: Temporal in memory forgets the headers of signals.
 */
class TracedOrderTest {
  private static final OrderRequest REQUEST = OrderRequest.of("Strawberry Smoothie");
  private static final Duration LOST_AFTER = Duration.ofSeconds(2);

  private CaughtSpans spans;

  @BeforeEach
  void switchOn() {
    spans = new CaughtSpans();
  }

  @AfterEach
  void switchOff() {
    spans.close();
  }

  @Test
  void a_retried_order_is_one_trace_whose_spans_no_replay_makes_again() {
    try (Kitchen kitchen = Kitchen.with("Robot1", "Robot2")) {
      kitchen.table().when("Robot1", Reaction.silent());
      kitchen.table().when("Robot2", Reaction.succeedsAfter(Duration.ofSeconds(1)));
      kitchen.cacheNoMoreThan(0); // every task replays all of the history

      TestOrder order = placed(kitchen);
      assertEquals(2, order.made().attempt());
      kitchen.check();

      assertEquals(
          List.of(
              "ConfirmListening",
              "GetRobot",
              "GetRobot",
              "SetRobotBroken",
              "SetRobotFinished",
              "TellRobotOrder",
              "TellRobotOrder",
              "order",
              "place"),
          spans.names());
      assertOneTrace();
      assertEquals(
          List.of("Robot1", "Robot2"),
          spans.named("TellRobotOrder").stream()
              .map(span -> text(span, "smoothie.robot"))
              .toList());
      SpanData whole = spans.one("order");
      assertEquals("made", text(whole, "smoothie.status"));
      assertEquals("Robot2", text(whole, "smoothie.robot"));
      assertEquals("order-1", text(whole, "smoothie.order"));
      assertEquals(
          List.of("robotSucceeded"), whole.getEvents().stream().map(EventData::getName).toList());
      assertTrue(whole.getStartEpochNanos() < spans.named("GetRobot").get(0).getEndEpochNanos());
    }
  }

  @Test
  void a_worker_that_dies_does_not_break_the_trace() {
    try (Kitchen kitchen = Kitchen.with("Robot1").whoseWorkersStop()) {
      TestOrder order = kitchen.order().withTaskTimeout(LOST_AFTER);
      kitchen.loseTaskOf(
          order,
          () ->
              inTrace(
                  "place",
                  () -> {
                    order.start(REQUEST);
                    return true;
                  }));
      kitchen.startWorkers();
      order.awaitTimer();
      order.succeeded("Robot1");
      order.made();

      assertEquals(2, spans.named("GetRobot").size(), "what the lost task did is seen, too");
      assertEquals("made", text(spans.one("order"), "smoothie.status"));
      assertOneTrace();
    }
  }

  @Test
  void an_order_that_fails_or_is_cancelled_says_so() {
    try (Kitchen kitchen = Kitchen.with("Robot1")) {
      TestOrder fails = inTrace("place", () -> kitchen.place(REQUEST.withAttempts(1))).awaitTimer();
      fails.failed("Robot1", "no milk in the secret drawer");
      fails.failure();
      SpanData failed = spans.one("order");
      assertEquals("failed", text(failed, "smoothie.status"));
      assertEquals("RobotFailed", text(failed, "error.type"));
      assertEquals(StatusCode.ERROR, failed.getStatus().getStatusCode());
      assertFalse(spans.all().toString().contains("secret drawer"), "what robots say stays here");

      kitchen.table().add("Robot2");
      TestOrder cancelled = placed(kitchen).awaitTimer();
      assertEquals("ACCEPTED", cancelled.cancel().name());
      cancelled.succeeded("Robot2");
      cancelled.ending();
      SpanData second = spans.named("order").get(1);
      assertEquals("cancelled", text(second, "smoothie.status"));
      assertEquals(StatusCode.UNSET, second.getStatus().getStatusCode());
    }
  }

  @Test
  void a_trace_is_no_event_and_no_decision_of_an_order() throws Exception {
    try (Kitchen kitchen = Kitchen.with("Robot1")) {
      kitchen.table().when("Robot1", Reaction.succeedsAfter(Duration.ofSeconds(3)));
      TestOrder traced = placed(kitchen);
      traced.made();
      int before = spans.all().size();
      TestOrder plain = kitchen.place(REQUEST);
      plain.made();

      assertEquals(before, spans.all().size(), "who places an order without a trace has none");
      assertEquals(types(plain), types(traced));
      assertFalse(plain.history().toJson(false).contains("tracer"), "nor a trace of it");
      assertTrue(traced.history().toJson(false).contains("_tracer-data"));

      // A worker without tracing goes on with an order that has a trace; the other way round is
      // what the kitchen checks of the plain one.
      kitchen.check();
      Tracing.off();
      WorkflowReplayer.replayWorkflowExecution(traced.history(), SmoothieOrder.class);
    }
  }

  private static TestOrder placed(Kitchen kitchen) {
    return inTrace("place", () -> kitchen.place(REQUEST));
  }

  private static List<String> types(TestOrder order) {
    return order.history().getEvents().stream()
        .map(HistoryEvent::getEventType)
        .map(Enum::name)
        .toList();
  }

  /** Every span is of the placing's trace, and its child. */
  private void assertOneTrace() {
    SpanData placing = spans.one("place");
    Set<String> parents =
        spans.all().stream()
            .filter(span -> !span.equals(placing))
            .map(span -> span.getTraceId() + " " + span.getParentSpanId())
            .collect(Collectors.toSet());
    assertEquals(Set.of(placing.getTraceId() + " " + placing.getSpanId()), parents);
  }
}
