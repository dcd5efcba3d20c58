package io.smoothie.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.kitchen.Gate;
import io.smoothie.workflow.kitchen.Kitchen;
import io.smoothie.workflow.kitchen.TestOrder;
import io.smoothie.workflow.temporal.Orders;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.sdk.v1.UserMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What Temporal's Web UI shows of an order: an execution explains itself, and nothing is Markdown.
 */
class WebUiTest {
  private static final String NASTY = "*Mango* <b>[x](y)</b>";
  private static final String ESCAPED = "\\*Mango\\* \\<b\\>\\[x\\]\\(y\\)\\</b\\>";
  private static final Set<EventType> STEPS =
      Set.of(
          EventType.EVENT_TYPE_MARKER_RECORDED,
          EventType.EVENT_TYPE_TIMER_STARTED,
          EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED);

  @RegisterExtension private final Kitchen kitchen = Kitchen.with("Robot1");

  @Test
  void the_summary_and_the_details_say_what_was_ordered() {
    TestOrder order = kitchen.order();
    new Orders(kitchen.client())
        .place(
            OrderId.parse(order.workflowId()),
            OrderRequest.of(NASTY).withQueueTimeout(Duration.ZERO),
            Kitchen.TASK_QUEUE);
    order.placedElsewhere();

    UserMetadata shown = order.history().getEvents().get(0).getUserMetadata();

    assertEquals(ESCAPED, text(shown.getSummary()));
    assertTrue(
        text(shown.getDetails()).startsWith("Order order\\-1\\: " + ESCAPED), shown::toString);
    order.succeeded("Robot1");
    order.made();
  }

  @Test
  void every_step_and_every_timer_has_a_summary() {
    TestOrder order = kitchen.place(OrderRequest.of("Mango").withAttempts(1));
    order.failure();

    List<String> summaries = new ArrayList<>();
    for (HistoryEvent event : order.history().getEvents()) {
      if (STEPS.contains(event.getEventType())) {
        summaries.add(text(event.getUserMetadata().getSummary()));
      }
    }

    assertEquals(
        List.of(
            "GetRobot and SetRobotWorking: claim 1",
            "TellRobotOrder: Robot1",
            "Start-to-close timeout: Robot1 has 10s",
            "ConfirmListening: would Robot1 have been heard?",
            "SetRobotBroken: Robot1",
            "StateMachineFailed: give back what the order has"),
        summaries);
  }

  @Test
  void the_current_details_begin_with_the_state_and_end_with_the_lit_path() {
    TestOrder order = kitchen.place(OrderRequest.of("Mango").withAttempts(1)).awaitTimer();
    String working = order.currentDetails();
    assertTrue(working.startsWith("**Robot1 is making it**, until "), working);
    assertTrue(
        working.endsWith("**GetRobot** → **SetRobotWorking** → **TellRobotOrder**"), working);

    Gate broken = kitchen.table().block("SetRobotBroken");
    order.failed("Robot1", "no *milk* <script>");
    broken.awaitCaller();

    String failing = order.currentDetails();
    assertTrue(
        failing.startsWith(
            "**Robot1 is BROKEN**: it reported a failure \\(no \\*milk\\* \\<script\\>\\)"),
        failing);
    broken.open();
    assertEquals(FailureType.ROBOT_FAILED, order.failure().getType());
  }

  private String text(Payload payload) {
    return Objects.requireNonNull(
        kitchen
            .client()
            .getOptions()
            .getDataConverter()
            .fromPayload(payload, String.class, String.class));
  }
}
