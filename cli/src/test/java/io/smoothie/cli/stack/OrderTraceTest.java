package io.smoothie.cli.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.smoothie.activities.mqtt.MqttSettings;
import io.smoothie.activities.worker.WorkerSettings;
import io.smoothie.cli.simulator.Behaviour;
import io.smoothie.cli.simulator.SimulatedRobot;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.OrderResult;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.kitchen.CaughtSpans;
import io.smoothie.workflow.temporal.Orders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole order's trace, with all of Smoothie in this process. */
class OrderTraceTest {
  private static final OrderId ORDER = new OrderId("traced");
  private static final RobotName SILENT = new RobotName("Robot1");
  private static final RobotName MAKES = new RobotName("Robot2");
  private static final Duration QUICK = Duration.ofMillis(50);

  private final List<String> messages = new CopyOnWriteArrayList<>();

  @Test
  void a_retried_order_is_one_trace_from_its_placing_to_its_ending(@TempDir Path folder)
      throws InterruptedException {
    try (CaughtSpans spans = new CaughtSpans();
        Stack stack = stack(folder)) {
      assertEquals(2, make(stack).attempt());

      SpanData placing = spans.one("place order");
      SpanData making =
          spans.named("make smoothie").stream()
              .filter(span -> MAKES.value().equals(CaughtSpans.text(span, "smoothie.robot")))
              .findFirst()
              .orElseThrow();
      assertEquals(placing.getSpanId(), spans.one("order").getParentSpanId());
      assertEquals(making.getSpanId(), spans.one("take answer").getParentSpanId());
      assertEquals(placing.getSpanId(), spans.one("SetRobotBroken").getParentSpanId());
      assertEquals(placing.getSpanId(), spans.one("SetRobotFinished").getParentSpanId());
      assertEquals(List.of(placing.getTraceId()), traces(spans));
      assertEquals(
          Map.of(
              "GetRobot", List.of("place order", "place order"),
              "TellRobotOrder", List.of("place order", "place order"),
              "send order", List.of("TellRobotOrder", "TellRobotOrder"),
              "make smoothie", List.of("send order", "send order")),
          parentsOfPairs(spans));
      assertTrue(
          messages.stream()
              .anyMatch(
                  said ->
                      said.startsWith("robots/Robot2/success {\"TaskToken\":\"smoothie-traced\"")
                          && said.contains(making.getSpanId())),
          messages::toString);
    }
  }

  @Test
  void without_tracing_every_message_is_the_demos(@TempDir Path folder)
      throws InterruptedException {
    try (Stack stack = stack(folder)) {
      make(stack);
    }

    String order = "{\"task_token\":\"smoothie-traced\",\"smoothie\":\"Lime\"}";
    assertEquals(
        List.of(
            "robots/Robot1/order " + order,
            "robots/Robot2/order " + order,
            "robots/Robot2/success {\"TaskToken\":\"smoothie-traced\"}"),
        messages);
  }

  private Stack stack(Path folder) throws InterruptedException {
    return Stack.start(
        new StackSettings(
            TemporalChoice.IN_MEMORY,
            Map.of(),
            folder,
            0,
            0,
            0,
            Ports.LOOPBACK,
            null,
            false,
            WorkerSettings.of("traces")),
        message -> messages.add(message.topic() + " " + message.payload()));
  }

  /** By the second robot: the first one says nothing. */
  private static OrderResult make(Stack stack) {
    stack.addRobots(List.of(SILENT, MAKES));
    MqttSettings broker = MqttSettings.parse(stack.mqttUrl());
    Behaviour silent =
        new Behaviour(QUICK, Duration.ZERO, true, false, null, false, null, null, null, null);
    stack.add(SimulatedRobot.switchOn(broker, SILENT, silent, line -> {}));
    stack.add(SimulatedRobot.switchOn(broker, MAKES, Behaviour.making(QUICK), line -> {}));
    new Orders(stack.connection().client())
        .place(
            ORDER,
            OrderRequest.of("Lime").withStartToClose(Duration.ofSeconds(3)).withAttempts(2),
            "traces");
    return stack
        .connection()
        .client()
        .newUntypedWorkflowStub(ORDER.workflowId())
        .getResult(OrderResult.class);
  }

  private static List<String> traces(CaughtSpans spans) {
    return spans.all().stream().map(SpanData::getTraceId).distinct().toList();
  }

  /** Of each name that there are two spans of, the names of the spans that they continue. */
  private static Map<String, List<String>> parentsOfPairs(CaughtSpans spans) {
    Map<String, String> names =
        spans.all().stream().collect(Collectors.toMap(SpanData::getSpanId, SpanData::getName));
    return spans.all().stream()
        .collect(
            Collectors.groupingBy(
                SpanData::getName,
                Collectors.mapping(
                    span -> names.getOrDefault(span.getParentSpanId(), "none"),
                    Collectors.toList())))
        .entrySet()
        .stream()
        .filter(one -> one.getValue().size() == 2 && !one.getKey().equals("ConfirmListening"))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
