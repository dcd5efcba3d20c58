package io.smoothie.gateway;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.smoothie.activities.mqtt.BrokerUnavailableException;
import io.smoothie.activities.mqtt.MqttClients;
import io.smoothie.activities.mqtt.MqttConnection;
import io.smoothie.activities.table.Table;
import io.smoothie.activities.wakeup.WakeUps;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.Text;
import io.smoothie.workflow.temporal.Orders;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.wire.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the robots' messages to Temporal and the table. An answer is acknowledged once Temporal has
 * its signal or the table records that nothing can be done with it; till then the broker's session
 * keeps it, through restarts of the gateway, too. Messages of one robot are handled in order, those
 * of several beside each other.
 *
 * <p>Every message the client hands out is acknowledged in the end, each redelivered copy by
 * itself: the client sends acknowledgements in order, and a missing one would hold up all others
 * for good (hivemq-mqtt-client #796).
 */
public final class RobotGateway implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RobotGateway.class);
  private static final Duration SESSION_EXPIRY = Duration.ofDays(1);
  private static final int ANSWER_THREADS = 16;
  private static final int STATUS_THREADS = 2;

  /** How many statuses may be pending; the broker keeps the rest for us, or sends them anew. */
  private static final int MOST_STATUSES = 1_000;

  /** With this many messages pending, a message of QoS 0, which may be lost, is dropped. */
  static final int MOST_WITH_QOS_0 = 10_000;

  /** A payload of more than 4 KiB is malformed, whatever follows. */
  private static final int MOST_BYTES = 4_097;

  /** Longer correlation data is no task token. */
  private static final int MOST_CORRELATION_BYTES = 256;

  private final GatewayMetrics metrics;
  private final CompletableFuture<GatewayEnd> ended = new CompletableFuture<>();
  private final SeldomLog heldLog = new SeldomLog(Duration.ofSeconds(10));
  private final SeldomLog droppedLog = new SeldomLog(Duration.ofSeconds(10));
  private final Lanes answerLanes = new Lanes("gateway-answer", ANSWER_THREADS, this::held);
  private final Lanes statusLanes = new Lanes("gateway-status", STATUS_THREADS, this::held);
  private final ScheduledThreadPoolExecutor wakers = Threads.timer("gateway-waker");

  /** Where MQTT's thread leaves the messages, one thread for each client to keep their order. */
  private final ThreadPoolExecutor answerInbox = Threads.pool("gateway-answers", 1);

  private final ThreadPoolExecutor statusInbox = Threads.pool("gateway-statuses", 1);
  private final Answers answers;
  private final Statuses statuses;
  private final Listening listening;
  private final MqttConnection answerConnection;
  private final MqttConnection statusConnection;

  private RobotGateway(
      GatewaySettings settings, OrderSignals orders, Table table, MeterRegistry registry) {
    metrics = new GatewayMetrics(registry);
    DeadLetterBox deadLetters = new DeadLetterBox(table.deadLetters());
    WakeUps wakeUps = new WakeUps(table, (order, claim) -> wakeUp(orders, order, claim));
    Table waking = table.waking(calls -> wakers.execute(() -> wakeUps.call(calls)));
    answers = new Answers(waking, deadLetters, orders, metrics);
    statuses = new Statuses(waking.robots(), deadLetters, settings.autoRegister(), metrics);
    listening = new Listening(settings.clientId(), table.gateways(), answerLanes::size);
    try {
      statusConnection = connectForStatuses(settings);
    } catch (RuntimeException e) {
      listening.close();
      closeLanes();
      stopThreads();
      throw e;
    }
    try {
      answerConnection = connectForAnswers(settings);
    } catch (RuntimeException e) {
      listening.close();
      closeLanes();
      statusConnection.close();
      stopThreads();
      throw e;
    }
    metrics.watch("statuses", statusConnection::isConnected);
    metrics.watch("answers", answerConnection::isConnected);
    metrics.watchListening(listening::isTrue);
    listening.awaitBegun();
  }

  /**
   * Connects to the broker and begins, within 15 seconds. Listens when it returns, or has said in
   * the log that it hears nothing. Temporal may be away, and is then asked whether the table is its
   * own before the first signal.
   *
   * @param temporal an impatient one: while a call lasts, its robot's other messages wait
   * @throws BrokerUnavailableException when the broker does not take us; it tells why
   * @throws io.smoothie.activities.table.TableException when the table belongs to another Temporal
   */
  public static RobotGateway start(
      GatewaySettings settings, TemporalConnection temporal, Table table) {
    OwnOrders orders =
        new OwnOrders(OrderSignals.of(new Orders(temporal.client())), table, temporal);
    if (!orders.check()) {
      log.info("Temporal is away; answers are held until it is there");
    }
    RobotGateway gateway = start(settings, orders, table, Metrics.globalRegistry);
    orders.anotherAnswers().thenAccept(reason -> gateway.ended.complete(new GatewayEnd(reason)));
    return gateway;
  }

  static RobotGateway start(
      GatewaySettings settings, OrderSignals orders, Table table, MeterRegistry registry) {
    return new RobotGateway(settings, orders, table, registry);
  }

  /**
   * Completes when another client has taken this gateway's client ID, a message could not be taken
   * in, or another Temporal answers than the table's: it is to be closed.
   */
  public CompletionStage<GatewayEnd> ended() {
    return ended;
  }

  /**
   * Lets running work finish and disconnects, within 20 seconds. Messages that are not acknowledged
   * by then stay in the session.
   */
  @Override
  public void close() {
    listening.close();
    closeLanes();
    // After the lanes: the acknowledgements of what has just finished go out first.
    answerConnection.close();
    statusConnection.close();
    stopThreads();
  }

  /** How many answers are pending, and so not acknowledged. */
  int pendingAnswers() {
    return answerLanes.size();
  }

  int pendingStatuses() {
    return statusLanes.size();
  }

  private MqttConnection connectForAnswers(GatewaySettings settings) {
    return MqttClients.connection(settings.mqtt(), settings.clientId())
        .session(SESSION_EXPIRY)
        .receive(
            Mqtt5Subscribe.builder()
                .addSubscription(answersTo(Topics.SUCCESS_FILTER))
                .addSubscription(answersTo(Topics.FAILURE_FILTER))
                .build(),
            answerInbox,
            true,
            this::takeAnswer)
        .onConnected(listening::connected)
        .onTakenOver(this::takenOver)
        .connect();
  }

  private MqttConnection connectForStatuses(GatewaySettings settings) {
    // No session: the retained message says the present state, a session would replay old births.
    // Without retain-as-published, the flag shows which messages the broker had kept until we came.
    return MqttClients.connection(settings.mqtt(), settings.clientId() + "-status")
        .receive(
            Mqtt5Subscribe.builder()
                .topicFilter(Topics.STATUS_FILTER)
                .qos(MqttQos.AT_LEAST_ONCE)
                .build(),
            statusInbox,
            true,
            message ->
                take(
                    message,
                    statusLanes,
                    (topic, payload, correlation, kept) -> statuses.handle(topic, payload, kept)))
        .receiveMaximum(MOST_STATUSES)
        .onTakenOver(this::takenOver)
        .connect();
  }

  /** The retain flag is kept as the robot set it, so that it can be refused. */
  private static Mqtt5Subscription answersTo(String filter) {
    return Mqtt5Subscription.builder()
        .topicFilter(filter)
        .qos(MqttQos.AT_LEAST_ONCE)
        .retainAsPublished(true)
        .retainHandling(Mqtt5RetainHandling.SEND_IF_SUBSCRIPTION_DOES_NOT_EXIST)
        .build();
  }

  /** Handles one message for good; throws when it cannot be handled now. */
  private interface Handler {
    void handle(String topic, byte[] payload, byte[] correlation, boolean retained);
  }

  /** A gateway's probe is only for its sender, and does not wait behind robots' answers. */
  private void takeAnswer(Mqtt5Publish message) {
    String topic = message.getTopic().toString();
    if (Topics.isProbe(topic)) {
      listening.heardProbe(topic, beginning(message.getPayload(), MOST_BYTES));
      message.acknowledge();
      return;
    }
    if (!message.isRetain()) {
      listening.heardRobot();
    }
    take(message, answerLanes, answers::handle);
  }

  /** Everything that is kept of a message is bounded: robots may say what they like. */
  private void take(Mqtt5Publish message, Lanes lanes, Handler handler) {
    try {
      String topic = message.getTopic().toString();
      byte[] payload = beginning(message.getPayload(), MOST_BYTES);
      byte[] correlation = beginning(message.getCorrelationData(), MOST_CORRELATION_BYTES);
      boolean retained = message.isRetain();
      if (message.getQos() != MqttQos.AT_MOST_ONCE) {
        lanes.add(
            robotOf(topic),
            () -> {
              handler.handle(topic, payload, correlation, retained);
              message.acknowledge();
            });
      } else if (lanes.size() < MOST_WITH_QOS_0) {
        lanes.add(robotOf(topic), () -> handler.handle(topic, payload, correlation, retained));
      } else {
        drop(topic);
      }
    } catch (Throwable e) {
      // Not acknowledged, this message holds up all acknowledgements after it: the gateway ends,
      // and gets it again after a new start.
      log.error("A message could not be taken in", e);
      ended.completeAsync(
          () ->
              new GatewayEnd(
                  "A message could not be taken in (%s)."
                      .formatted(Text.forOneLine(e.toString(), 200))));
    }
  }

  private static byte[] beginning(Optional<ByteBuffer> bytes, int most) {
    ByteBuffer all = bytes.orElse(ByteBuffer.allocate(0));
    byte[] beginning = new byte[Math.min(all.remaining(), most)];
    all.get(beginning);
    return beginning;
  }

  private void drop(String topic) {
    metrics.dropped();
    droppedLog.say(
        more ->
            log.warn(
                "A message on {} came with QoS 0 and is dropped: {} others are not done with{}",
                Text.forOneLine(topic, 150),
                MOST_WITH_QOS_0,
                more));
  }

  private static String robotOf(String topic) {
    String[] levels = topic.split("/", 3);
    return levels.length < 2 ? topic : levels[1];
  }

  private static boolean wakeUp(OrderSignals orders, OrderId order, int claim) {
    return WakeUps.isThere(order, orders.wakeUp(order, claim));
  }

  private void held(String robot, Throwable cause) {
    metrics.held();
    if (TemporalConnection.isOutage(cause)) {
      return; // the connection has said so, once
    }
    heldLog.say(
        more ->
            log.warn(
                "A message of robot {} cannot be handled now and is held: {}{}",
                Text.forOneLine(robot, 128),
                Text.forOneLine(cause.toString(), 300),
                more));
  }

  private void takenOver(String reason) {
    // Not on MQTT's thread: completing this may run code that closes the gateway.
    ended.completeAsync(
        () -> new GatewayEnd(reason + " Every gateway needs one of its own (--client-id)."));
  }

  private void closeLanes() {
    answerLanes.stop();
    statusLanes.stop();
    answerLanes.close();
    statusLanes.close();
  }

  private void stopThreads() {
    answerInbox.shutdownNow();
    statusInbox.shutdownNow();
    wakers.shutdownNow();
  }
}
