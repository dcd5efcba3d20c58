package io.smoothie.activities.mqtt;

import com.hivemq.client.mqtt.exceptions.MqttClientStateException;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to the broker that keeps itself up: once made it reconnects with a bounded delay,
 * subscribing anew where the broker has forgotten, until it is closed or another client takes its
 * ID. Thread-safe.
 */
public final class MqttConnection implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MqttConnection.class);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(9);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

  /** A peer that vanished without a word is noticed after one and a half times this. */
  private static final int KEEP_ALIVE_SECONDS = 20;

  /** Far above any message of the wire; larger ones the broker keeps to itself. */
  private static final int MAX_PACKET = 1024 * 1024;

  /** MQTT's own maximum, and default. */
  private static final int UNLIMITED = 65_535;

  private final Mqtt5AsyncClient client;
  private final Reconnection reconnection;

  private MqttConnection(Mqtt5AsyncClient client, Reconnection reconnection) {
    this.client = client;
    this.reconnection = reconnection;
  }

  public Mqtt5AsyncClient client() {
    return client;
  }

  public boolean isConnected() {
    return client.getState().isConnected();
  }

  /** Disconnects in good order, within 3 seconds; a session stays at the broker. */
  @Override
  public void close() {
    reconnection.stop();
    try {
      client.disconnect().get(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      if (!(e.getCause() instanceof MqttClientStateException)) {
        log.debug("The broker did not see us off", e);
      }
    }
  }

  /** The settings of a connection; {@link #connect} makes it. */
  public static final class Builder {
    private final MqttSettings settings;
    private final String clientId;
    private Duration sessionExpiry = Duration.ZERO;
    private int receiveMaximum = UNLIMITED;
    private @Nullable Mqtt5Publish will;
    private @Nullable Inbound inbound;
    private Consumer<Mqtt5AsyncClient> connected = client -> {};
    private @Nullable Consumer<String> takenOver;

    Builder(MqttSettings settings, String clientId) {
      this.settings = settings;
      this.clientId = clientId;
    }

    /**
     * Resumes the session of this client ID, and leaves it at the broker for {@code expiry} when
     * the connection ends.
     */
    public Builder session(Duration expiry) {
      this.sessionExpiry = expiry;
      return this;
    }

    /**
     * How many messages the broker may send before the first of them is acknowledged. Not for a
     * connection with a session: after a reconnect, copies of messages count, too, and the client
     * would disconnect because of them as long as the first copies are not acknowledged.
     */
    public Builder receiveMaximum(int messages) {
      this.receiveMaximum = messages;
      return this;
    }

    /** What the broker publishes when this client vanishes. */
    public Builder will(Mqtt5Publish message) {
      this.will = message;
      return this;
    }

    /**
     * Subscribes, and passes every message on, including messages that a session had waiting. If
     * the broker has forgotten the subscription at a reconnect, and then refuses it, the connection
     * is made anew until the subscription is granted.
     *
     * @param messages called one at a time
     * @param on the executor that calls {@code messages}, never MQTT's own thread; once it has been
     *     shut down, messages are dropped and, when {@code manual}, not acknowledged
     * @param manual whether {@code messages} itself has each message acknowledged, in the end
     */
    public Builder receive(
        Mqtt5Subscribe filters, Executor on, boolean manual, Consumer<Mqtt5Publish> messages) {
      this.inbound = new Inbound(filters, on, manual, messages);
      return this;
    }

    /**
     * Called on MQTT's thread after every connect, the first among them, once the broker has
     * granted the subscription: must not block.
     */
    public Builder onConnected(Consumer<Mqtt5AsyncClient> listener) {
      this.connected = listener;
      return this;
    }

    /**
     * Called at most once, with a sentence, when another client has come with this ID, or takes
     * turns with this one (three connections in a row that the broker closed within seconds). Not
     * for an ID that no other client can have: without a listener the connection always comes back.
     */
    public Builder onTakenOver(Consumer<String> listener) {
      this.takenOver = listener;
      return this;
    }

    /**
     * Connects and subscribes, within 10 seconds.
     *
     * @throws BrokerUnavailableException when that fails; nothing is left behind
     */
    public MqttConnection connect() {
      Inbound heard = inbound;
      Reconnection reconnection =
          new Reconnection(settings, clientId, heard, !sessionExpiry.isZero(), takenOver);
      Mqtt5AsyncClient client =
          MqttClients.builder(settings, clientId)
              .willPublish(will)
              .addConnectedListener(reconnection)
              .addDisconnectedListener(reconnection)
              .buildAsync();
      reconnection.serve(client, connected);
      MqttConnection connection = new MqttConnection(client, reconnection);
      if (heard != null) {
        heard.listen(client);
      }
      Mqtt5Connect connect =
          Mqtt5Connect.builder()
              .cleanStart(sessionExpiry.isZero())
              .sessionExpiryInterval(sessionExpiry.toSeconds())
              .keepAlive(KEEP_ALIVE_SECONDS)
              .restrictions()
              .maximumPacketSize(MAX_PACKET)
              .receiveMaximum(receiveMaximum)
              .applyRestrictions()
              .build();
      try {
        await(
            client
                .connect(connect)
                .thenCompose(
                    ack ->
                        heard == null
                            ? CompletableFuture.completedFuture(null)
                            : heard.subscribe(client))
                .thenRun(() -> reconnection.isUp(client)));
        return connection;
      } catch (BrokerUnavailableException e) {
        connection.close();
        throw e;
      }
    }

    private void await(CompletableFuture<?> done) {
      try {
        done.get(CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Refusal.of(settings, e);
      } catch (TimeoutException e) {
        throw Refusal.of(settings, e);
      } catch (ExecutionException e) {
        throw Refusal.of(settings, e.getCause() == null ? e : e.getCause());
      }
    }
  }
}
