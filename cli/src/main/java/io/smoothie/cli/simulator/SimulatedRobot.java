package io.smoothie.cli.simulator;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import io.opentelemetry.api.trace.SpanKind;
import io.smoothie.activities.mqtt.MqttClients;
import io.smoothie.activities.mqtt.MqttConnection;
import io.smoothie.activities.mqtt.MqttSettings;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Text;
import io.smoothie.workflow.thread.Daemons;
import io.smoothie.workflow.trace.OpenSpan;
import io.smoothie.workflow.trace.TraceParent;
import io.smoothie.workflow.trace.Tracing;
import io.smoothie.workflow.wire.OrderMessage;
import io.smoothie.workflow.wire.RobotMessage;
import io.smoothie.workflow.wire.Topics;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A robot that makes one smoothie at a time, and one per task token: MQTT may deliver a token
 * twice, and the robot then repeats the answer that it gave. Its answers are sent again until the
 * broker has them.
 */
public final class SimulatedRobot implements AutoCloseable {
  private static final int RETRY_SECONDS = 1;
  private static final int CLOSE_SECONDS = 3;

  private final MqttSettings broker;
  private final RobotName name;
  private final Behaviour behaviour;
  private final Consumer<String> diary;
  private final TokenMemory memory = new TokenMemory();
  private final ScheduledExecutorService arm = arm();
  private final CompletableFuture<String> takenOver = new CompletableFuture<>();

  /** Tells this process's will from the will of another process that was this robot. */
  private final String session = UUID.randomUUID().toString();

  private final MqttConnection connection;

  private SimulatedRobot(
      MqttSettings broker, RobotName name, Behaviour behaviour, Consumer<String> diary) {
    this.broker = broker;
    this.name = name;
    this.behaviour = behaviour;
    this.diary = diary;
    MqttConnection.Builder builder =
        MqttClients.connection(broker, "robot-" + name)
            .receive(
                Mqtt5Subscribe.builder()
                    .topicFilter(broker.topic(Topics.order(name)))
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .build(),
                arm,
                /* manual= */ false,
                this::told)
            .onTakenOver(takenOver::complete);
    if (behaviour.status()) {
      builder.will(status(/* online= */ false)).onConnected(this::sayOnline);
    }
    try {
      connection = builder.connect();
    } catch (RuntimeException e) {
      arm.shutdownNow();
      throw e;
    }
  }

  /**
   * Switches a robot on.
   *
   * @param diary what it does, a line each; called on the robot's thread
   * @throws io.smoothie.activities.mqtt.BrokerUnavailableException when the broker does not take it
   */
  public static SimulatedRobot switchOn(
      MqttSettings broker, RobotName name, Behaviour behaviour, Consumer<String> diary) {
    return new SimulatedRobot(broker, name, behaviour, diary);
  }

  public RobotName name() {
    return name;
  }

  public boolean isConnected() {
    return connection.isConnected();
  }

  /** Completes, with a sentence, when another client has connected under this robot's name. */
  public CompletableFuture<String> takenOver() {
    return takenOver.copy();
  }

  /** Switches it off: what it was making is lost. */
  @Override
  public void close() {
    arm.shutdownNow();
    if (behaviour.status() && connection.isConnected()) {
      publish(connection.client(), status(/* online= */ false))
          .completeOnTimeout(false, CLOSE_SECONDS, TimeUnit.SECONDS)
          .join();
    }
    connection.close();
  }

  private void told(Mqtt5Publish message) {
    OrderMessage.parse(message.getPayloadAsBytes())
        .ifPresentOrElse(
            this::told, () -> diary.accept(name + " was told something it cannot read"));
  }

  private void told(OrderMessage order) {
    if (!memory.isNew(order.order())) {
      diary.accept("%s has had order %s already".formatted(name, order.order()));
      // The order told the robot again: the answer has not reached it, or not in time.
      if (memory.isAnswered(order.order())) {
        say(order, order.trace());
      }
      return;
    }
    OpenSpan making =
        Tracing.resume("make smoothie", SpanKind.CONSUMER, order.trace())
            .about(order.order())
            .about(name);
    diary.accept(
        "%s makes %s%s (order %s)"
            .formatted(
                name,
                Text.forOneLine(order.smoothie(), 128),
                order.params() == null
                    ? ""
                    : " with " + Text.forOneLine(order.params().toString(), 200),
                order.order()));
    try {
      // The robot's one thread is its one arm: the next order waits.
      Thread.sleep(behaviour.makeTime().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (behaviour.silent()) {
      diary.accept("%s keeps silent about order %s".formatted(name, order.order()));
      making.close();
      return;
    }
    var unused =
        arm.schedule(
            () -> answer(order, making), behaviour.late().toMillis(), TimeUnit.MILLISECONDS);
  }

  private void answer(OrderMessage order, OpenSpan making) {
    String reason = behaviour.failure();
    diary.accept(
        reason == null
            ? "%s has made order %s".formatted(name, order.order())
            : "%s failed order %s".formatted(name, order.order()));
    memory.answered(order.order());
    say(order, making.traceParent());
    making.close();
  }

  private void say(OrderMessage order, Optional<TraceParent> trace) {
    String reason = behaviour.failure();
    Mqtt5Publish answer =
        reason == null
            ? message(
                Topics.success(name),
                RobotMessage.success(order.order(), behaviour.result(), trace))
            : message(
                Topics.failure(name),
                RobotMessage.failure(order.order(), reason.isEmpty() ? null : reason, trace));
    send(answer);
    if (behaviour.duplicate()) {
      send(answer);
    }
  }

  private void send(Mqtt5Publish answer) {
    var unused =
        publish(connection.client(), answer)
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
    var unused = arm.schedule(() -> send(answer), RETRY_SECONDS, TimeUnit.SECONDS);
  }

  private void sayOnline(Mqtt5AsyncClient client) {
    var unused = publish(client, status(/* online= */ true));
  }

  /** Completes with whether the broker has taken it; never exceptionally. */
  private static CompletableFuture<Boolean> publish(Mqtt5AsyncClient client, Mqtt5Publish message) {
    return client.publish(message).handle((result, error) -> error == null);
  }

  private Mqtt5Publish message(String topic, byte[] payload) {
    return Mqtt5Publish.builder()
        .topic(broker.topic(topic))
        .qos(MqttQos.AT_LEAST_ONCE)
        .payload(payload)
        .build();
  }

  private Mqtt5Publish status(boolean online) {
    return Mqtt5Publish.builder()
        .topic(broker.topic(Topics.status(name)))
        .qos(MqttQos.AT_LEAST_ONCE)
        .retain(true)
        .payload(RobotMessage.status(online, session))
        .build();
  }

  /** One thread; work that comes after the robot is switched off is dropped. */
  private static ScheduledExecutorService arm() {
    return new ScheduledThreadPoolExecutor(
        1, Daemons.named("robot"), new ThreadPoolExecutor.DiscardPolicy());
  }
}
