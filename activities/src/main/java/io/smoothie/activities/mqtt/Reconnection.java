package io.smoothie.activities.mqtt;

import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.lifecycle.MqttClientConnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttClientConnectedListener;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedListener;
import com.hivemq.client.mqtt.lifecycle.MqttClientReconnector;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.lifecycle.Mqtt5ClientConnectedContext;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import io.smoothie.workflow.failure.InnermostCause;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when a connection is made again: never before it was first made, never after it was
 * stopped or taken over, else after half a second to a second, for ever. The delay is short because
 * the time of the reconnect decides about an answer that a robot gave while no client of ours was
 * connected.
 *
 * <p>The client's own reconnecting cannot be stopped while it is not connected; this one can.
 */
final class Reconnection implements MqttClientConnectedListener, MqttClientDisconnectedListener {
  private static final Logger log = LoggerFactory.getLogger(Reconnection.class);
  private static final Backoff BACKOFF = new Backoff(500, 1_000);

  private final MqttSettings settings;
  private final String clientId;
  private final @Nullable Inbound inbound;
  private final boolean session;
  private final @Nullable Consumer<String> takenOver;
  private volatile @Nullable Mqtt5AsyncClient client;
  private volatile Consumer<Mqtt5AsyncClient> connected = served -> {};
  private volatile boolean wasConnected;
  private volatile boolean stopped;
  private volatile CompletableFuture<@Nullable Void> due = new CompletableFuture<>();

  /** Why we have disconnected ourselves, to connect again. */
  private volatile @Nullable String refusal;

  /**
   * Whether the broker granted the subscription: it may have refused it in a session that it kept.
   */
  private volatile boolean granted = true;

  /** How often in a row the broker was not there, or did not grant the subscription. */
  private final AtomicInteger failures = new AtomicInteger();

  /** Only MQTT's thread uses this, and the log. */
  private final ShortConnections shortConnections = new ShortConnections(System::nanoTime);

  private final ReconnectionLog said;

  /**
   * @param inbound what to subscribe to after a reconnect that finds no session
   * @param session whether the connection has one
   * @param takenOver told when another client uses this ID; null: no other client can have it
   */
  Reconnection(
      MqttSettings settings,
      String clientId,
      @Nullable Inbound inbound,
      boolean session,
      @Nullable Consumer<String> takenOver) {
    this.settings = settings;
    this.clientId = clientId;
    this.inbound = inbound;
    this.session = session;
    this.takenOver = takenOver;
    this.said = new ReconnectionLog(clientId, settings.shown());
  }

  void serve(Mqtt5AsyncClient served, Consumer<Mqtt5AsyncClient> onConnected) {
    client = served;
    connected = onConnected;
  }

  /** To be called on MQTT's thread once the connection is first made and subscribed. */
  void isUp(Mqtt5AsyncClient served) {
    shortConnections.made();
    connected.accept(served);
  }

  /** No connect is begun after this; a connect under way is followed by a disconnect at once. */
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
    if (!wasConnected) {
      wasConnected = true; // the first connection's caller subscribes, and waits for that
      return;
    }
    if (inbound == null || (granted && hasFoundSession(context))) {
      isBack(served);
      return;
    }
    granted = false;
    if (!session) {
      inbound.listen(served);
    }
    var unused =
        inbound
            .subscribe(served)
            .whenComplete(
                (ack, error) -> {
                  if (error == null) {
                    granted = true;
                    isBack(served);
                  } else {
                    tryAnew(served, error);
                  }
                });
  }

  @Override
  public void onDisconnected(MqttClientDisconnectedContext context) {
    boolean rival = shortConnections.lost(isClosedSilently(context));
    Consumer<String> listener = takenOver;
    if (listener != null && !stopped && (rival || isTakenOver(context))) {
      stopped = true;
      String reason =
          (rival
                  ? "The MQTT broker at %s has closed the connection of the client ID %s three times within"
                      + " seconds, without a reason: another client uses that ID."
                  : "Another client has connected to the MQTT broker at %s with the client ID %s.")
              .formatted(settings.shown(), clientId);
      log.warn("{} This one stays away.", reason);
      listener.accept(reason);
      return;
    }
    String refused = refusal;
    refusal = null;
    if (stopped
        || !wasConnected
        || (refused == null && context.getSource() == MqttDisconnectSource.USER)) {
      return;
    }
    int before = failures.getAndIncrement();
    if (refused == null) {
      said.lost(Refusal.reason(settings, context.getCause()), before);
    } else {
      said.refused(refused, before);
    }
    MqttClientReconnector reconnector = context.getReconnector();
    reconnector.transportConfig(MqttClients.transport(settings));
    // The client can subscribe again on its own, but never checks whether that is granted. Without
    // a session we subscribe instead; with a session the client must not forget our listener, and
    // subscribing once more does no harm.
    reconnector.resubscribeIfSessionExpired(session);
    CompletableFuture<@Nullable Void> next = new CompletableFuture<>();
    due = next;
    if (stopped) {
      return;
    }
    next.completeOnTimeout(null, BACKOFF.millis(before), TimeUnit.MILLISECONDS);
    reconnector.reconnectWhen(
        next,
        (nothing, error) -> {
          if (stopped) {
            reconnector.reconnect(false);
          }
        });
  }

  private void isBack(Mqtt5AsyncClient served) {
    failures.set(0);
    said.isBack();
    isUp(served);
  }

  /** Disconnects, to connect again: connected without a subscription we would be deaf for good. */
  private void tryAnew(Mqtt5AsyncClient served, Throwable error) {
    if (served.getState().isConnected()) {
      refusal = InnermostCause.inWords(error);
      var unused = served.disconnect();
    }
  }

  private static boolean hasFoundSession(MqttClientConnectedContext context) {
    return ((Mqtt5ClientConnectedContext) context).getConnAck().isSessionPresent();
  }

  /**
   * Whether the broker closed the connection without a DISCONNECT, a network error or a disconnect
   * of ours.
   */
  private static boolean isClosedSilently(MqttClientDisconnectedContext context) {
    return context.getSource() == MqttDisconnectSource.SERVER
        && context.getCause() instanceof ConnectionClosedException;
  }

  private static boolean isTakenOver(MqttClientDisconnectedContext context) {
    return context.getCause() instanceof Mqtt5DisconnectException disconnect
        && context.getSource() == MqttDisconnectSource.SERVER
        && disconnect.getMqttMessage().getReasonCode()
            == Mqtt5DisconnectReasonCode.SESSION_TAKEN_OVER;
  }
}
