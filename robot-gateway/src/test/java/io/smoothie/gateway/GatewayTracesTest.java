package io.smoothie.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.kitchen.CaughtSpans;
import io.smoothie.workflow.trace.TraceParent;
import io.smoothie.workflow.trace.Tracing;
import io.smoothie.workflow.wire.RobotMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a robot may say of a trace, and what becomes of it. */
class GatewayTracesTest {
  private static final String TOPIC = "robots/Robot1/success";
  private static final TraceParent ROBOT =
      new TraceParent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

  @TempDir Path folder;
  private CaughtSpans spans;
  private Rig rig;

  @BeforeEach
  void start() {
    spans = new CaughtSpans();
    rig = new Rig(folder);
    rig.start();
    rig.working("o1", "Robot1");
  }

  @AfterEach
  void stop() {
    rig.close();
    spans.close();
  }

  @Test
  void an_answer_continues_the_trace_that_the_robots_payload_names_and_its_signal_is_of_it() {
    List<Optional<TraceParent>> signals = new CopyOnWriteArrayList<>();
    rig.orders.before(order -> signals.add(Tracing.current()));

    rig.say(TOPIC, RobotMessage.success(new OrderId("o1"), null, Optional.of(ROBOT)));

    assertContinued(spans.one("take answer"));
    assertEquals(1, signals.size());
    assertTrue(
        signals
            .get(0)
            .orElseThrow()
            .value()
            .contains(spans.one("take answer").getSpanContext().getSpanId()));
  }

  @Test
  void so_it_does_when_a_user_property_names_it() {
    rig.sayWith(TOPIC, RobotMessage.success(new OrderId("o1")), TraceParent.NAME, ROBOT.value());

    assertContinued(spans.one("take answer"));
  }

  @Test
  void an_answer_that_is_held_is_one_span_until_it_is_recorded() {
    rig.orders.away(true);
    rig.say(TOPIC, RobotMessage.success(new OrderId("o1"), null, Optional.of(ROBOT)));
    await().until(() -> rig.held() > 1);
    assertEquals(List.of(), spans.all());

    rig.orders.away(false);

    assertContinued(spans.one("take answer"));
  }

  @Test
  void what_is_no_trace_costs_the_answer_nothing_and_is_no_span() {
    byte[] success = RobotMessage.success(new OrderId("o1"));
    rig.say(TOPIC, success);
    await().until(() -> rig.answers("delivered") == 1);
    for (String odd : List.of("x", ROBOT + "x", "0".repeat(60_000))) {
      rig.sayWith(TOPIC, success, TraceParent.NAME, odd);
    }
    rig.sayWith(TOPIC, success, "baggage", "tenant=them");
    rig.sayWith(TOPIC, success, "tracestate", "them=1");
    for (String odd : List.of("7", "null", "{}", "\"\"", "\"" + "0".repeat(3_900) + "\"")) {
      rig.say(
          TOPIC,
          "{\"TaskToken\":\"smoothie-o1\",\"traceparent\":%s}"
              .formatted(odd)
              .getBytes(StandardCharsets.UTF_8));
    }

    await().until(() -> rig.answers("delivered") == 11);
    assertEquals(List.of(), spans.all());
    assertEquals(List.of(), rig.deadLetters());
  }

  private void assertContinued(SpanData answer) {
    assertTrue(ROBOT.value().contains(answer.getTraceId()));
    assertTrue(ROBOT.value().contains(answer.getParentSpanId()));
    await().until(() -> rig.answers("delivered") == 1);
  }
}
