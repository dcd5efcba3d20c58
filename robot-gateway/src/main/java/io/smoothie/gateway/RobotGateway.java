package io.smoothie.gateway;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.smoothie.activities.mqtt.BrokerUnavailableException;
import io.smoothie.activities.mqtt.MqttClients;
import io.smoothie.activities.mqtt.MqttConnection;
import io.smoothie.activities.table.Table;
import io.smoothie.activities.wakeup.OwnTemporal;
import io.smoothie.activities.wakeup.WakeUps;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.temporal.Orders;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.wire.Topics;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
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
  private static final Duration TABLE_PATIENCE = Duration.ofSeconds(5);
  private static final int ANSWER_THREADS = 16;
  private static final int STATUS_THREADS = 2;

  /** How many statuses may be pending; the broker keeps the rest for us, or sends them anew. */
  private static final int MOST_STATUSES = 1_000;

  private final GatewayMetrics metrics;
  private final CompletableFuture<GatewayEnd> ended = new CompletableFuture<>();
  private final Inbox answerInbox;
  private final Inbox statusInbox;
  private final ScheduledThreadPoolExecutor wakers = Threads.timer("gateway-waker");
  private final AnswerHandler answers;
  private final StatusHandler statuses;
  private final ProgressHandler progress;
  private final PendingAnswers pending = new PendingAnswers();
  private final Listening listening;
  private final MqttConnection answerConnection;
  private final MqttConnection statusConnection;

  private RobotGateway(
      GatewaySettings settings, OrderSignals orders, Table table, MeterRegistry registry) {
    metrics = new GatewayMetrics(registry);
    Troubles troubles = new Troubles(metrics, this::end);
    answerInbox = new Inbox("gateway-answer", ANSWER_THREADS, settings, troubles);
    statusInbox = new Inbox("gateway-status", STATUS_THREADS, settings, troubles);
    DeadLetterBox deadLetters = new DeadLetterBox(table.deadLetters(), metrics);
    WakeUps wakeUps = new WakeUps(table, (order, claim) -> wakeUp(orders, order, claim));
    Table waking = table.waking(calls -> wakers.execute(() -> wakeUps.call(calls)));
    answers = new AnswerHandler(waking, deadLetters, orders, metrics);
    statuses = new StatusHandler(waking.robots(), deadLetters, settings.autoRegister(), metrics);
    progress = new ProgressHandler(table.attempts(), metrics);
    listening = new Listening(settings, table.gateways(), answerInbox::size, progress, pending);
    try {
      statusConnection = connectForStatuses(settings);
    } catch (RuntimeException e) {
      finish();
      stopThreads();
      throw e;
    }
    try {
      answerConnection = connectForAnswers(settings);
    } catch (RuntimeException e) {
      finish();
      statusConnection.close();
      stopThreads();
      throw e;
    }
    metrics.watch("statuses", statusConnection::isConnected);
    metrics.watch("answers", answerConnection::isConnected);
    metrics.watchListening(listening.answers()::isTrue, () -> listening.since.toEpochMilli());
    metrics.watchPending(answerInbox::size);
    listening.awaitBegun();
  }

  /**
   * Connects to the broker and begins, within 15 seconds. Listens when it returns, or the log says
   * that it hears nothing. Temporal may be away: it is asked for its ID before the first signal.
   *
   * @param temporal an impatient one: while a call lasts, its robot's other messages wait
   * @throws BrokerUnavailableException when the broker does not take us; it tells why
   * @throws io.smoothie.activities.table.TableException when the table belongs to another Temporal
   */
  public static RobotGateway start(
      GatewaySettings settings, TemporalConnection temporal, Table table) {
    OwnTemporal own = new OwnTemporal(table, temporal);
    OwnOrders orders = new OwnOrders(OrderSignals.of(new Orders(temporal.client())), own);
    if (!orders.check()) {
      log.info("Temporal is away; answers are held until it is there");
    }
    RobotGateway gateway = start(settings, orders, table, Metrics.globalRegistry);
    own.anotherAnswers().thenAccept(reason -> gateway.ended.complete(new GatewayEnd(reason)));
    return gateway;
  }

  static RobotGateway start(
      GatewaySettings settings, OrderSignals orders, Table table, MeterRegistry registry) {
    // A message that the table has not taken by then is held, and tried again.
    return new RobotGateway(settings, orders, table.eachWithin(TABLE_PATIENCE), registry);
  }

  /**
   * Completes when another client has taken this gateway's client ID, a message could not be taken
   * in, or another Temporal answers than the table's: it is to be closed.
   */
  public CompletionStage<GatewayEnd> ended() {
    return ended;
  }

  /** Why it hears no robot now, in words; empty when it hears them. */
  public Optional<String> trouble() {
    return listening.answers().isTrue()
        ? Optional.empty()
        : Optional.of("the gateway is not connected to the broker, or hears nothing: see its log");
  }

  /**
   * Lets running work finish and disconnects, within 20 seconds. Messages that are not acknowledged
   * by then stay in the session.
   */
  @Override
  public void close() {
    metrics.close();
    finish();
    // After the lanes: the acknowledgements of what has just finished go out first.
    answerConnection.close();
    statusConnection.close();
    stopThreads();
  }

  /** How many answers are pending, and so not acknowledged. */
  int pendingAnswers() {
    return answerInbox.size();
  }

  int pendingStatuses() {
    return statusInbox.size();
  }

  private MqttConnection connectForAnswers(GatewaySettings settings) {
    return MqttClients.connection(settings.mqtt(), settings.clientId())
        .session(SESSION_EXPIRY)
        .receive(
            Subscriptions.toAnswers(settings.mqtt()), answerInbox.thread(), true, this::takeAnswer)
        .onConnected(listening.answers()::connected)
        .onTakenOver(this::takenOver)
        .connect();
  }

  private MqttConnection connectForStatuses(GatewaySettings settings) {
    // No session: the retained message says the present state, a session would replay old births.
    return MqttClients.connection(settings.mqtt(), settings.statusClientId())
        .receive(
            Subscriptions.toStatusesAndProgress(settings.mqtt()),
            statusInbox.thread(),
            true,
            this::takeStatus)
        .receiveMaximum(MOST_STATUSES)
        .onConnected(listening.progress()::connected)
        .onTakenOver(this::takenOver)
        .connect();
  }

  /** Progress does not wait behind statuses, nor for the table. */
  private void takeStatus(Mqtt5Publish message) {
    if (!Topics.isProgress(statusInbox.topicOf(message))) {
      statusInbox.take(
          message, (topic, payload, correlation, kept) -> statuses.handle(topic, payload, kept));
      return;
    }
    statusInbox.takeAtOnce(
        message,
        (topic, payload, correlation, retained) -> {
          if (Topics.isProbe(topic)) {
            listening.progress().heardProbe(payload);
          } else {
            listening.progress().heardRobot();
            progress.take(topic, payload, correlation, retained);
          }
        });
  }

  /** A gateway's probe is only for its sender, and does not wait behind robots' answers. */
  private void takeAnswer(Mqtt5Publish message) {
    String topic = answerInbox.topicOf(message);
    if (Topics.isProbe(topic)) {
      listening.answers().heardProbe(Inbox.payload(message));
      message.acknowledge();
      return;
    }
    if (!message.isRetain()) {
      listening.answers().heardRobot();
    }
    AnswerOnTheWay answer = new AnswerOnTheWay(message, answers, pending, metrics);
    pending.add(answer);
    if (!answerInbox.take(message, answer)) {
      pending.remove(answer);
    }
  }

  private static boolean wakeUp(OrderSignals orders, OrderId order, int claim) {
    return WakeUps.isThere(order, orders.wakeUp(order, claim));
  }

  private void takenOver(String reason) {
    end(reason + " Every gateway needs one of its own (--client-id).");
  }

  /** Not on MQTT's thread: completing this may run code that closes the gateway. */
  private void end(String reason) {
    ended.completeAsync(() -> new GatewayEnd(reason));
  }

  /** Lets running work finish, that of both inboxes at the same time. */
  private void finish() {
    listening.close();
    progress.close();
    answerInbox.stop();
    statusInbox.stop();
    answerInbox.finish();
    statusInbox.finish();
  }

  private void stopThreads() {
    answerInbox.close();
    statusInbox.close();
    wakers.shutdownNow();
  }
}
