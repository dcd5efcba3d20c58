package io.smoothie.activities.worker;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.MqttClientStateException;
import com.hivemq.client.mqtt.exceptions.MqttEncodeException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import io.opentelemetry.api.trace.SpanKind;
import io.smoothie.activities.mqtt.BrokerUnavailableException;
import io.smoothie.activities.mqtt.MqttClients;
import io.smoothie.activities.mqtt.MqttConnection;
import io.smoothie.activities.mqtt.MqttSettings;
import io.smoothie.activities.mqtt.TraceProperty;
import io.smoothie.workflow.OrderActivities.TellOutcome;
import io.smoothie.workflow.OrderActivities.TellRequest;
import io.smoothie.workflow.OrderActivities.TellResult;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.trace.OpenSpan;
import io.smoothie.workflow.trace.TraceParent;
import io.smoothie.workflow.trace.Tracing;
import io.smoothie.workflow.wire.CancelMessage;
import io.smoothie.workflow.wire.OrderMessage;
import io.smoothie.workflow.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Tells robots their orders, one try each, and says what came of it. Thread-safe.
 *
 * <p>It has no session: a client with one would take a message while it is not connected and send
 * it later, when the order has long given up on it.
 */
public final class OrderPublisher implements Publisher, AutoCloseable {
  private static final Duration ACK_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration TURN_TIMEOUT = Duration.ofSeconds(2);
  private static final int MOST_IN_FLIGHT = 1_000;
  private static final long LONGEST_EXPIRY_SECONDS = 0xFFFF_FFFFL;

  private final MqttConnection connection;
  private final MqttSettings settings;
  private final Duration ackTimeout;

  /** The client would block its caller once the broker's receive maximum is used up. */
  private final Semaphore turns;

  private OrderPublisher(
      MqttConnection connection, MqttSettings settings, Duration ackTimeout, int mostInFlight) {
    this.connection = connection;
    this.settings = settings;
    this.ackTimeout = ackTimeout;
    int sendMaximum =
        connection
            .client()
            .getConfig()
            .getConnectionConfig()
            .map(config -> config.getRestrictionsForClient().getSendMaximum())
            .orElse(mostInFlight); // already lost again: the maximum is read only once
    this.turns = new Semaphore(Math.min(sendMaximum, mostInFlight));
  }

  /**
   * Connects under a client ID of its own; from then on it keeps the connection up.
   *
   * @throws BrokerUnavailableException when the broker does not take us within 10 seconds
   */
  public static OrderPublisher connect(MqttSettings settings) {
    return connect(settings, ACK_TIMEOUT, MOST_IN_FLIGHT);
  }

  static OrderPublisher connect(MqttSettings settings, Duration ackTimeout, int mostInFlight) {
    String clientId = "smoothie-worker-" + UUID.randomUUID().toString().substring(0, 13);
    return new OrderPublisher(
        MqttClients.connection(settings, clientId).connect(), settings, ackTimeout, mostInFlight);
  }

  /**
   * Publishes the order to its robot, once; never throws because of the broker, and takes 7 seconds
   * at most.
   *
   * @return {@code NOT_SENT} only when the broker certainly has not taken the message; when that is
   *     unknown it is {@code TOLD}, and the order's deadline decides
   */
  @Override
  public TellResult tell(TellRequest request) {
    if (!connection.isConnected()) {
      return notSent(notConnected());
    }
    try {
      if (!turns.tryAcquire(TURN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        return notSent(
            "the MQTT broker at %s has not acknowledged earlier orders"
                .formatted(settings.shown()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return notSent("the worker is shutting down");
    }
    try (OpenSpan span =
        Tracing.resume("send order", SpanKind.PRODUCER, Tracing.current())
            .about(request.order())
            .about(request.robot())) {
      return send(message(request, span.traceParent()));
    }
  }

  private TellResult send(Mqtt5Publish message) {
    CompletableFuture<Mqtt5PublishResult> published;
    try {
      // A publish that is given up on stays in flight until the client is done with it.
      published =
          connection.client().publish(message).whenComplete((result, error) -> turns.release());
    } catch (RuntimeException e) {
      turns.release();
      return notSent("the MQTT client refused the message: " + e.getMessage());
    }
    return outcome(published);
  }

  /** Without a turn it is not sent: the order's own message is worth more. */
  @Override
  public CompletableFuture<Boolean> cancel(OrderId order, RobotName robot, Duration expiry) {
    if (!connection.isConnected() || !turns.tryAcquire()) {
      return CompletableFuture.completedFuture(false);
    }
    Mqtt5Publish message =
        Mqtt5Publish.builder()
            .topic(settings.topic(Topics.cancel(robot)))
            .qos(MqttQos.AT_LEAST_ONCE)
            .payload(new CancelMessage(order).toJson())
            .contentType("application/json")
            .messageExpiryInterval(expirySeconds(expiry))
            .build();
    try {
      return connection
          .client()
          .publish(message)
          .whenComplete((result, error) -> turns.release())
          .handle((result, error) -> error == null);
    } catch (RuntimeException e) {
      turns.release();
      return CompletableFuture.completedFuture(false);
    }
  }

  /** Why no robot can be told now, in words; empty when robots can be. */
  public Optional<String> trouble() {
    return connection.isConnected() ? Optional.empty() : Optional.of(notConnected());
  }

  private String notConnected() {
    return "not connected to the MQTT broker at " + settings.shown();
  }

  @Override
  public void close() {
    connection.close();
  }

  private TellResult outcome(CompletableFuture<Mqtt5PublishResult> published) {
    try {
      Mqtt5PublishResult result = published.get(ackTimeout.toMillis(), TimeUnit.MILLISECONDS);
      if (result instanceof Mqtt5PublishResult.Mqtt5Qos1Result acknowledged
          && acknowledged.getPubAck().getReasonCode()
              == Mqtt5PubAckReasonCode.NO_MATCHING_SUBSCRIBERS) {
        return new TellResult(
            TellOutcome.NOBODY_SUBSCRIBED, "nobody is subscribed to the robot's topic");
      }
      return new TellResult(TellOutcome.TOLD, null);
    } catch (ExecutionException e) {
      return failed(e.getCause());
    } catch (TimeoutException e) {
      return unknown("the MQTT broker has not acknowledged it in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unknown("the worker is shutting down");
    }
  }

  private TellResult failed(@Nullable Throwable cause) {
    if (cause instanceof Mqtt5PubAckException refused) {
      Mqtt5PubAckReasonCode reason = refused.getMqttMessage().getReasonCode();
      return new TellResult(
          isOfThisRobot(reason) ? TellOutcome.REFUSED : TellOutcome.NOT_SENT,
          "the MQTT broker at %s refused the message (%s)".formatted(settings.shown(), reason));
    }
    if (cause instanceof MqttClientStateException) {
      return notSent(notConnected());
    }
    if (cause instanceof MqttEncodeException) {
      return notSent("the message is larger than the MQTT broker takes");
    }
    // Queued and unacknowledged publishes fail alike when the connection is lost.
    return unknown("the connection to the MQTT broker was lost meanwhile");
  }

  /**
   * Whether the refusal is about this robot's topic, so that the broker may take a message for
   * another robot.
   */
  private static boolean isOfThisRobot(Mqtt5PubAckReasonCode reason) {
    return reason == Mqtt5PubAckReasonCode.NOT_AUTHORIZED
        || reason == Mqtt5PubAckReasonCode.TOPIC_NAME_INVALID;
  }

  private Mqtt5Publish message(TellRequest request, Optional<TraceParent> trace) {
    return Mqtt5Publish.builder()
        .topic(settings.topic(Topics.order(request.robot())))
        .qos(MqttQos.AT_LEAST_ONCE)
        .payload(
            new OrderMessage(request.order(), request.smoothie(), request.params(), trace).toJson())
        .contentType("application/json")
        .messageExpiryInterval(expirySeconds(request.startToClose()))
        .responseTopic(settings.topic(Topics.success(request.robot())))
        .correlationData(request.order().workflowId().getBytes(StandardCharsets.UTF_8))
        .userProperties(TraceProperty.of(trace))
        .build();
  }

  /** Rounded up: a message must not expire before its order gives up. */
  private static long expirySeconds(Duration startToClose) {
    return Math.min(
        LONGEST_EXPIRY_SECONDS, Math.max(1, startToClose.plusNanos(999_999_999).toSeconds()));
  }

  private static TellResult notSent(String why) {
    return new TellResult(TellOutcome.NOT_SENT, why);
  }

  private static TellResult unknown(String why) {
    return new TellResult(TellOutcome.TOLD, "unknown whether the robot was told: " + why);
  }
}
