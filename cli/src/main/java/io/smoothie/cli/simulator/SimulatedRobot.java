package io.smoothie.cli.simulator;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import io.opentelemetry.api.trace.SpanKind;
import io.smoothie.activities.mqtt.MqttClients;
import io.smoothie.activities.mqtt.MqttConnection;
import io.smoothie.activities.mqtt.MqttSettings;
import io.smoothie.cli.simulator.Making.Made;
import io.smoothie.cli.simulator.TokenMemory.Answered;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Text;
import io.smoothie.workflow.thread.Daemons;
import io.smoothie.workflow.trace.OpenSpan;
import io.smoothie.workflow.trace.Tracing;
import io.smoothie.workflow.wire.CancelMessage;
import io.smoothie.workflow.wire.OrderMessage;
import io.smoothie.workflow.wire.Topics;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A robot that makes one smoothie at a time, and one per task token: MQTT may deliver a token
 * twice, and the robot then repeats the answer that it gave. It stops making an order that it hears
 * is cancelled, and says so. Its answers are sent again until the broker has them.
 */
public final class SimulatedRobot implements AutoCloseable {
  private static final int CLOSE_SECONDS = 3;

  private final RobotName name;
  private final Behaviour behaviour;
  private final Consumer<String> diary;
  private final TokenMemory memory = new TokenMemory();

  /** The orders that it has not made yet; counting down stops the making. */
  private final Map<OrderId, CountDownLatch> toMake = new ConcurrentHashMap<>();

  /** One thread is its one arm: the next order waits. */
  private final ScheduledExecutorService arm = thread("robot");

  /** Hears while the arm works. */
  private final ScheduledExecutorService ear = thread("robot-ear");

  private final CompletableFuture<String> takenOver = new CompletableFuture<>();
  private final Voice voice;
  private final MqttConnection connection;

  private SimulatedRobot(
      MqttSettings broker, RobotName name, Behaviour behaviour, Consumer<String> diary) {
    this.name = name;
    this.behaviour = behaviour;
    this.diary = diary;
    voice = new Voice(broker, name, behaviour, diary, this::client, arm);
    String cancels = broker.topic(Topics.cancel(name));
    MqttConnection.Builder builder =
        MqttClients.connection(broker, "robot-" + name)
            .receive(
                Mqtt5Subscribe.builder()
                    .addSubscription(to(broker.topic(Topics.order(name))))
                    .addSubscription(to(cancels))
                    .build(),
                ear,
                /* manual= */ false,
                message -> {
                  if (message.getTopic().toString().equals(cancels)) {
                    CancelMessage.parse(message.getPayloadAsBytes()).ifPresent(this::cancelled);
                  } else {
                    told(message);
                  }
                })
            .onTakenOver(takenOver::complete);
    if (behaviour.status()) {
      builder.will(voice.status(/* online= */ false)).onConnected(this::sayOnline);
    }
    try {
      connection = builder.connect();
    } catch (RuntimeException e) {
      stopThreads();
      throw e;
    }
  }

  /**
   * Switches a robot on.
   *
   * @param diary what it does, a line each; called on the robot's threads
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
    stopThreads();
    if (behaviour.status() && connection.isConnected()) {
      Voice.publish(client(), voice.status(/* online= */ false))
          .completeOnTimeout(false, CLOSE_SECONDS, TimeUnit.SECONDS)
          .join();
    }
    connection.close();
  }

  private void stopThreads() {
    ear.shutdownNow();
    arm.shutdownNow();
  }

  private Mqtt5AsyncClient client() {
    return connection.client();
  }

  private void sayOnline(Mqtt5AsyncClient client) {
    var unused = Voice.publish(client, voice.status(/* online= */ true));
  }

  private void told(Mqtt5Publish message) {
    OrderMessage.parse(message.getPayloadAsBytes())
        .ifPresentOrElse(
            this::told, () -> diary.accept(name + " was told something it cannot read"));
  }

  private void told(OrderMessage order) {
    if (memory.isNew(order.order())) {
      CountDownLatch stop = new CountDownLatch(1);
      toMake.put(order.order(), stop);
      arm.execute(() -> make(order, stop));
      return;
    }
    diary.accept("%s has had order %s already".formatted(name, order.order()));
    Answered before = memory.answer(order.order());
    // The order told the robot again: the answer has not reached it, or not in time.
    if (before != Answered.NOT_YET) {
      voice.answer(order.order(), before, order.trace());
    }
  }

  /** One that it is not making, or has made, it ignores. */
  private void cancelled(CancelMessage cancel) {
    CountDownLatch stop = toMake.get(cancel.order());
    if (stop != null) {
      stop.countDown();
    }
  }

  private void make(OrderMessage order, CountDownLatch stop) {
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
    Made made;
    try {
      made = new Making(behaviour, stop, percent -> voice.progress(order.order(), percent)).run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    toMake.remove(order.order());
    if (behaviour.silent() || made == Made.STALLED) {
      diary.accept(
          (made == Made.STALLED ? "%s stalls with order %s" : "%s keeps silent about order %s")
              .formatted(name, order.order()));
      making.close();
      return;
    }
    boolean stopped = made == Made.STOPPED;
    if (stopped || behaviour.late().isZero()) {
      // Not later: the arm begins with the next order, and the answer would wait for that.
      answer(order, stopped ? Answered.STOPPED : Answered.AS_USUAL, making);
    } else {
      var unused =
          arm.schedule(
              () -> answer(order, Answered.AS_USUAL, making),
              behaviour.late().toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  private void answer(OrderMessage order, Answered how, OpenSpan making) {
    diary.accept(
        (how == Answered.STOPPED
                ? "%s has stopped making order %s, which is cancelled"
                : behaviour.failure() == null ? "%s has made order %s" : "%s failed order %s")
            .formatted(name, order.order()));
    memory.answered(order.order(), how);
    voice.answer(order.order(), how, making.traceParent());
    making.close();
  }

  private static Mqtt5Subscription to(String filter) {
    return Mqtt5Subscription.builder().topicFilter(filter).qos(MqttQos.AT_LEAST_ONCE).build();
  }

  /** One thread; work that comes after the robot is switched off is dropped. */
  private static ScheduledExecutorService thread(String name) {
    return new ScheduledThreadPoolExecutor(
        1, Daemons.named(name), new ThreadPoolExecutor.DiscardPolicy());
  }
}
