package io.smoothie.cli.simulator;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.smoothie.activities.mqtt.MqttSettings;
import io.smoothie.cli.simulator.TokenMemory.Answered;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.trace.TraceParent;
import io.smoothie.workflow.wire.RobotMessage;
import io.smoothie.workflow.wire.Topics;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a simulated robot says. Its answers are sent again until the broker has them. */
final class Voice {
  private static final int RETRY_SECONDS = 1;

  private final MqttSettings broker;
  private final RobotName name;
  private final Behaviour behaviour;
  private final Consumer<String> diary;
  private final Supplier<Mqtt5AsyncClient> client;
  private final ScheduledExecutorService again;

  /** Tells this process's will from the will of another process that was this robot. */
  private final String session = UUID.randomUUID().toString();

  /**
   * @param again on which what the broker did not take is sent again
   */
  Voice(
      MqttSettings broker,
      RobotName name,
      Behaviour behaviour,
      Consumer<String> diary,
      Supplier<Mqtt5AsyncClient> client,
      ScheduledExecutorService again) {
    this.broker = broker;
    this.name = name;
    this.behaviour = behaviour;
    this.diary = diary;
    this.client = client;
    this.again = again;
  }

  /** Answers the order, as it did before if it did. */
  void answer(OrderId order, Answered how, Optional<TraceParent> trace) {
    Mqtt5Publish answer = message(order, how, trace);
    send(answer);
    if (behaviour.duplicate()) {
      send(answer);
    }
  }

  private Mqtt5Publish message(OrderId order, Answered how, Optional<TraceParent> trace) {
    String reason = behaviour.failure();
    if (how == Answered.STOPPED) {
      return message(Topics.failure(name), RobotMessage.stopped(order, trace));
    }
    return reason == null
        ? message(Topics.success(name), RobotMessage.success(order, behaviour.result(), trace))
        : message(
            Topics.failure(name),
            RobotMessage.failure(order, reason.isEmpty() ? null : reason, trace));
  }

  /** Not sent again: the next one says more. */
  void progress(OrderId order, int percent) {
    Mqtt5AsyncClient to = client.get();
    if (to.getState().isConnected()) {
      Mqtt5Publish message =
          Mqtt5Publish.builder()
              .topic(broker.topic(Topics.progress(name)))
              .qos(MqttQos.AT_MOST_ONCE)
              .payload(RobotMessage.progress(order, percent, "blending"))
              .build();
      var unused = publish(to, message);
    }
  }

  private void send(Mqtt5Publish answer) {
    var unused =
        publish(client.get(), answer)
            .thenAccept(
                taken -> {
                  if (!taken) {
                    diary.accept(
                        "%s could not say %s, and tries again".formatted(name, answer.getTopic()));
                    sendAgain(answer);
                  }
                });
  }

  private void sendAgain(Mqtt5Publish answer) {
    var unused = again.schedule(() -> send(answer), RETRY_SECONDS, TimeUnit.SECONDS);
  }

  /** Completes with whether the broker has taken it; never exceptionally. */
  static CompletableFuture<Boolean> publish(Mqtt5AsyncClient client, Mqtt5Publish message) {
    return client.publish(message).handle((result, error) -> error == null);
  }

  private Mqtt5Publish message(String topic, byte[] payload) {
    return Mqtt5Publish.builder()
        .topic(broker.topic(topic))
        .qos(MqttQos.AT_LEAST_ONCE)
        .payload(payload)
        .build();
  }

  Mqtt5Publish status(boolean online) {
    return Mqtt5Publish.builder()
        .topic(broker.topic(Topics.status(name)))
        .qos(MqttQos.AT_LEAST_ONCE)
        .retain(true)
        .payload(RobotMessage.status(online, session, online ? behaviour.skills() : null))
        .build();
  }
}
