package io.smoothie.activities.worker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.smoothie.activities.mqtt.Cable;
import io.smoothie.activities.mqtt.EmbeddedBroker;
import io.smoothie.activities.mqtt.MqttClients;
import io.smoothie.activities.mqtt.MqttConnection;
import io.smoothie.activities.mqtt.TraceProperty;
import io.smoothie.workflow.OrderActivities.TellOutcome;
import io.smoothie.workflow.OrderActivities.TellRequest;
import io.smoothie.workflow.OrderActivities.TellResult;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.kitchen.CaughtSpans;
import io.smoothie.workflow.trace.TraceParent;
import io.smoothie.workflow.wire.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Some resources only have to be open.
class OrderPublisherTest {
  private static final Duration SHORT = Duration.ofMillis(500);

  private final EmbeddedBroker broker = EmbeddedBroker.shared();
  private final RobotName robot = new RobotName("r" + UUID.randomUUID());
  private final List<Mqtt5Publish> heard = new CopyOnWriteArrayList<>();
  private final ExecutorService executor = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  @Test
  void the_robot_hears_the_demos_message_with_what_mqtt_5_can_add() {
    try (MqttConnection listening = listen();
        OrderPublisher publisher = OrderPublisher.connect(broker.settings())) {
      TellResult result = publisher.tell(request("o1", Duration.ofMillis(9_001)));

      assertEquals(new TellResult(TellOutcome.TOLD, null), result);
      await().until(() -> heard.size() == 1);
      Mqtt5Publish message = heard.get(0);
      assertEquals(
          "{\"task_token\":\"smoothie-o1\",\"smoothie\":\"Straw\\\"berry\"}",
          new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8));
      assertEquals(MqttQos.AT_LEAST_ONCE, message.getQos());
      assertFalse(message.isRetain());
      assertEquals(10, message.getMessageExpiryInterval().orElseThrow());
      assertEquals(Topics.success(robot), message.getResponseTopic().orElseThrow().toString());
      assertEquals(
          ByteBuffer.wrap("smoothie-o1".getBytes(StandardCharsets.UTF_8)),
          message.getCorrelationData().orElseThrow());
      assertEquals("application/json", message.getContentType().orElseThrow().toString());
      assertEquals(List.of(), message.getUserProperties().asList());
    }
  }

  @Test
  void an_order_with_a_trace_names_its_span_for_mqtt_5_and_for_3_1_1() {
    try (CaughtSpans spans = new CaughtSpans();
        MqttConnection listening = listen();
        OrderPublisher publisher = OrderPublisher.connect(broker.settings())) {
      CaughtSpans.inTrace("TellRobotOrder", () -> tell(publisher, "traced"));
      SpanData sent = spans.one("send order");
      String trace =
          "00-%s-%s-%s"
              .formatted(
                  sent.getTraceId(),
                  sent.getSpanId(),
                  sent.getSpanContext().getTraceFlags().asHex());
      await().until(() -> heard.size() == 1);
      assertEquals(
          "{\"task_token\":\"smoothie-traced\",\"smoothie\":\"Straw\\\"berry\",\"traceparent\":\"%s\"}"
              .formatted(trace),
          text(heard.get(0)));
      assertEquals(TraceParent.parse(trace), TraceProperty.read(heard.get(0)));
      assertEquals(spans.one("TellRobotOrder").getSpanId(), sent.getParentSpanId());

      // An order without a trace, of a worker that traces others.
      tell(publisher, "plain");
      await().until(() -> heard.size() == 2);
      assertEquals(
          "{\"task_token\":\"smoothie-plain\",\"smoothie\":\"Straw\\\"berry\"}",
          text(heard.get(1)));
      assertEquals(List.of(), heard.get(1).getUserProperties().asList());
      assertEquals(2, spans.all().size());
    }
  }

  @Test
  void a_topic_without_a_subscriber_is_said_to_be_so() {
    try (OrderPublisher publisher = OrderPublisher.connect(broker.settings())) {
      assertEquals(TellOutcome.NOBODY_SUBSCRIBED, tell(publisher, "o1").outcome());
    }
  }

  @Test
  void
      a_message_that_the_broker_takes_for_no_client_of_this_robot_is_refused_and_not_merely_unsent() {
    try (OrderPublisher publisher = OrderPublisher.connect(broker.settings())) {
      TellResult result =
          publisher.tell(
              new TellRequest(
                  new OrderId("o1"),
                  1,
                  new RobotName("Forbidden"),
                  "x",
                  Duration.ofSeconds(10),
                  null,
                  null));

      assertEquals(TellOutcome.REFUSED, result.outcome());
      assertTrue(String.valueOf(result.detail()).contains("NOT_AUTHORIZED"), result::toString);
    }
  }

  @Test
  void without_a_connection_nothing_is_sent_and_nothing_is_sent_later() {
    try (MqttConnection listening = listen();
        Cable cable = new Cable(broker.port());
        OrderPublisher publisher = OrderPublisher.connect(cable.settings())) {
      cable.cut();
      await().until(() -> tell(publisher, "away").outcome() == TellOutcome.NOT_SENT);
      heard.clear();

      for (int i = 0; i < 20; i++) {
        assertEquals(TellOutcome.NOT_SENT, tell(publisher, "away").outcome());
      }
      cable.mend();
      await().until(() -> tell(publisher, "back").outcome() == TellOutcome.TOLD);

      await().until(() -> !heard.isEmpty());
      assertEquals(0, heard.stream().filter(message -> text(message).contains("away")).count());
    }
  }

  @Test
  void a_broker_that_does_not_acknowledge_may_have_the_message() {
    try (Cable cable = new Cable(broker.port());
        OrderPublisher publisher = OrderPublisher.connect(cable.settings(), SHORT, 10)) {
      cable.mute();

      TellResult result = tell(publisher, "o1");

      assertEquals(TellOutcome.TOLD, result.outcome());
      assertNotNull(result.detail());
    }
  }

  @Test
  void a_connection_lost_before_the_acknowledgement_may_have_carried_the_message()
      throws Exception {
    try (MqttConnection listening = listen();
        Cable cable = new Cable(broker.port());
        OrderPublisher publisher = OrderPublisher.connect(cable.settings())) {
      cable.mute();
      Future<TellResult> told = executor.submit(() -> tell(publisher, "o1"));
      await().until(() -> !heard.isEmpty());
      cable.cut();

      assertEquals(TellOutcome.TOLD, told.get().outcome());
    }
  }

  @Test
  void no_publish_waits_for_ever_behind_messages_that_are_not_acknowledged() {
    try (Cable cable = new Cable(broker.port());
        OrderPublisher publisher = OrderPublisher.connect(cable.settings(), SHORT, 2)) {
      cable.mute();
      assertEquals(TellOutcome.TOLD, tell(publisher, "o1").outcome());
      assertEquals(TellOutcome.TOLD, tell(publisher, "o2").outcome());

      assertEquals(TellOutcome.NOT_SENT, tell(publisher, "o3").outcome());
    }
  }

  @Test
  void a_robot_hears_of_a_cancel_in_a_message_that_is_not_kept() {
    try (MqttConnection listening = listen(Topics.cancel(robot));
        OrderPublisher publisher = OrderPublisher.connect(broker.settings())) {
      boolean sent = publisher.cancel(new OrderId("o1"), robot, Duration.ofMillis(8_001)).join();

      assertTrue(sent);
      await().until(() -> heard.size() == 1);
      Mqtt5Publish message = heard.get(0);
      assertEquals("{\"task_token\":\"smoothie-o1\"}", text(message));
      assertEquals(MqttQos.AT_LEAST_ONCE, message.getQos());
      assertFalse(message.isRetain());
      assertEquals(9, message.getMessageExpiryInterval().orElseThrow());
    }
  }

  @Test
  void a_cancel_message_waits_for_no_broker_and_is_not_sent_later() {
    try (Cable cable = new Cable(broker.port());
        MqttConnection listening = listen(Topics.cancel(robot));
        OrderPublisher publisher = OrderPublisher.connect(cable.settings(), SHORT, 1)) {
      cable.mute();
      CompletableFuture<Boolean> first = cancel(publisher, "o1");
      assertFalse(first.isDone());
      assertFalse(cancel(publisher, "o2").getNow(true), "there is no turn for it");
      cable.cut();
      assertFalse(first.join(), "it is not known to be taken");
      cable.mend();

      await().until(() -> cancel(publisher, "o3").join());
      await().until(() -> heard.stream().anyMatch(message -> text(message).contains("o3")));
      assertEquals(0, heard.stream().filter(message -> text(message).contains("o2")).count());
    }
  }

  private CompletableFuture<Boolean> cancel(OrderPublisher publisher, String order) {
    return publisher.cancel(new OrderId(order), robot, Duration.ofSeconds(10));
  }

  private TellResult tell(OrderPublisher publisher, String order) {
    return publisher.tell(request(order, Duration.ofSeconds(10)));
  }

  private TellRequest request(String order, Duration startToClose) {
    return new TellRequest(new OrderId(order), 1, robot, "Straw\"berry", startToClose, null, null);
  }

  private MqttConnection listen() {
    return listen(Topics.order(robot));
  }

  private MqttConnection listen(String topic) {
    return MqttClients.connection(broker.settings(), robot.value())
        .receive(
            Mqtt5Subscribe.builder().topicFilter(topic).qos(MqttQos.AT_LEAST_ONCE).build(),
            executor,
            false,
            heard::add)
        .connect();
  }

  private static String text(Mqtt5Publish message) {
    return new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8);
  }
}
