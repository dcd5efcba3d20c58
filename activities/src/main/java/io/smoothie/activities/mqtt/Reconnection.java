package io.smoothie.activities.mqtt;

import com.hivemq.client.mqtt.lifecycle.MqttClientConnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttClientConnectedListener;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedListener;
import com.hivemq.client.mqtt.lifecycle.MqttClientReconnector;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a connection comes back: never before it was first made, never after it was stopped or taken
 * over, else after 0.5 to 5 seconds, for ever.
 *
 * <p>The client's own reconnecting cannot be stopped while it is not connected; this one can.
 */
final class Reconnection implements MqttClientConnectedListener, MqttClientDisconnectedListener {
  private static final Logger log = LoggerFactory.getLogger(Reconnection.class);
  private static final long FIRST_DELAY_MILLIS = 500;
  private static final long LONGEST_DELAY_MILLIS = 5_000;

  private final MqttSettings settings;
  private final String clientId;
  private final Consumer<String> takenOver;
  private volatile @Nullable Mqtt5AsyncClient client;
  private volatile Consumer<Mqtt5AsyncClient> connected = served -> {};
  private volatile boolean wasConnected;
  private volatile boolean stopped;
  private volatile CompletableFuture<@Nullable Void> due = new CompletableFuture<>();

  Reconnection(MqttSettings settings, String clientId, Consumer<String> takenOver) {
    this.settings = settings;
    this.clientId = clientId;
    this.takenOver = takenOver;
  }

  void serve(Mqtt5AsyncClient served, Consumer<Mqtt5AsyncClient> onConnected) {
    client = served;
    connected = onConnected;
  }

  /** No connect is begun after this; one that is under way ends as soon as it is made. */
  void stop() {
    stopped = true;
    due.complete(null);
  }

  @Override
  public void onConnected(MqttClientConnectedContext context) {
    Mqtt5AsyncClient served = client;
    if (served == null) {
      return;
    }
    if (stopped) {
      var unused = served.disconnect();
      return;
    }
    if (wasConnected) {
      log.info("{} is connected to the MQTT broker at {} again", clientId, settings.shown());
    }
    wasConnected = true;
    connected.accept(served);
  }

  @Override
  public void onDisconnected(MqttClientDisconnectedContext context) {
    if (isTakenOver(context)) {
      stopped = true;
      takenOver.accept(
          "Another client has connected to the MQTT broker at %s with the client ID %s."
              .formatted(settings.shown(), clientId));
      return;
    }
    if (stopped || !wasConnected || context.getSource() == MqttDisconnectSource.USER) {
      return;
    }
    MqttClientReconnector reconnector = context.getReconnector();
    String why = Refusal.words(context.getCause());
    if (reconnector.getAttempts() == 0) {
      log.warn(
          "{} lost the MQTT broker at {} ({}); connecting again", clientId, settings.shown(), why);
    } else {
      log.debug("{} cannot reach the MQTT broker at {} ({})", clientId, settings.shown(), why);
    }
    CompletableFuture<@Nullable Void> next = new CompletableFuture<>();
    due = next;
    if (stopped) {
      return;
    }
    next.completeOnTimeout(null, delayMillis(reconnector.getAttempts()), TimeUnit.MILLISECONDS);
    reconnector.reconnectWhen(
        next,
        (nothing, error) -> {
          if (stopped) {
            reconnector.reconnect(false);
          }
        });
  }

  private static boolean isTakenOver(MqttClientDisconnectedContext context) {
    return context.getCause() instanceof Mqtt5DisconnectException disconnect
        && context.getSource() == MqttDisconnectSource.SERVER
        && disconnect.getMqttMessage().getReasonCode()
            == Mqtt5DisconnectReasonCode.SESSION_TAKEN_OVER;
  }

  private static long delayMillis(int attempts) {
    long delay =
        Math.min(LONGEST_DELAY_MILLIS * 4 / 5, FIRST_DELAY_MILLIS << Math.min(attempts, 10));
    return delay + ThreadLocalRandom.current().nextLong(delay / 4 + 1);
  }
}
