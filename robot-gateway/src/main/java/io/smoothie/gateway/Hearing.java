package io.smoothie.gateway;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import io.smoothie.workflow.Text;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this gateway hears robots: it is connected, and has heard a nonce that it sent to itself
 * through the very subscription on which robots answer. A broker may grant a subscription and drop
 * its messages, which only such a probe shows.
 *
 * <p>A probe goes out at every connect and, unless a robot was heard, every minute; one that may be
 * lost again at every look until it is back. A probe that the broker refuses to take says nothing
 * about what the gateway hears: it is logged as a warning, and the connection counts as hearing.
 * Thread-safe.
 */
final class Hearing {
  private static final Logger log = LoggerFactory.getLogger(Hearing.class);
  private static final long PROBE_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** A gateway that does not hear its probe within this time seems deaf. */
  static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(5);

  /**
   * A broker may close the connection because of a probe that it refuses: this often in a row is no
   * accident.
   */
  private static final int MOST_CUT_OFF = 2;

  private final Probe probe;
  private final IntSupplier held;
  private final Runnable changed;
  private final SeldomLog deafLog = new SeldomLog(Duration.ofMinutes(5));

  /** All that follows is guarded by this. */
  private @Nullable Mqtt5AsyncClient client;

  private String nonce = "";
  private long sent;
  private boolean waiting;
  private boolean probeRefused;
  private int cutOff;
  private boolean hears;
  private long heard;
  private int breaks;

  /**
   * @param probe through the subscription that matters
   * @param held how many of the robots' answers are pending: until they are acknowledged, a broker
   *     may hold back later messages, our probe among them
   * @param changed called when this gateway connects or begins to hear; must not block
   */
  Hearing(Probe probe, IntSupplier held, Runnable changed) {
    this.probe = probe;
    this.held = held;
    this.changed = changed;
  }

  /** A connection was made, the first or a later one, and its subscription granted. */
  synchronized void connected(Mqtt5AsyncClient made) {
    if (waiting && ++cutOff >= MOST_CUT_OFF) {
      probeRefused("it closes the connection");
    }
    client = made;
    hears = probeRefused;
    breaks++;
    waiting = false;
    if (!probeRefused) {
      send(made);
    }
    changed.run();
  }

  /** A robot was heard. */
  synchronized void heardRobot() {
    hears();
  }

  /** A gateway's probe was heard, ours or another's. */
  synchronized void heardProbe(byte[] payload) {
    if (nonce.equals(new String(payload, StandardCharsets.UTF_8))) {
      cutOff = 0;
      hears();
    }
  }

  /** Whether it hears now. */
  synchronized boolean isTrue() {
    return hears && client != null && client.getState().isConnected();
  }

  /** How often its hearing was interrupted; a connection begins with an interruption. */
  synchronized int breaks() {
    return breaks;
  }

  /** As {@link #isTrue}; sends a probe when one is due, and misses one that did not come back. */
  synchronized boolean check() {
    Mqtt5AsyncClient connected = client;
    if (connected == null || !connected.getState().isConnected()) {
      hears = false;
      return false;
    }
    if (probeRefused) {
      return true;
    }
    long now = System.nanoTime();
    if (held.getAsInt() > 0) {
      sent = now;
    } else if (waiting && now - sent > ANSWER_NANOS) {
      hears = false;
      breaks++;
      cutOff = 0; // the connection outlives a probe
      deaf();
      send(connected);
    } else if (waiting && probe.mayBeLost()) {
      publish(connected);
    } else if (!waiting && now - heard > PROBE_NANOS) {
      send(connected);
    }
    return hears;
  }

  private void hears() {
    heard = System.nanoTime();
    waiting = false;
    if (!hears) {
      hears = true;
      changed.run();
    }
  }

  private void send(Mqtt5AsyncClient connected) {
    nonce = UUID.randomUUID().toString();
    sent = System.nanoTime();
    waiting = true;
    publish(connected);
  }

  private void publish(Mqtt5AsyncClient connected) {
    var unused =
        connected
            .publishWith()
            .topic(probe.topic())
            .qos(MqttQos.AT_LEAST_ONCE)
            .payload(ByteBuffer.wrap(nonce.getBytes(StandardCharsets.UTF_8)))
            .messageExpiryInterval(60)
            .send()
            .whenComplete(
                (result, error) -> {
                  if (error instanceof Mqtt5PubAckException refused) {
                    probeRefused(String.valueOf(refused.getMqttMessage().getReasonCode()));
                  }
                });
  }

  private synchronized void probeRefused(String why) {
    if (probeRefused) {
      return;
    }
    probeRefused = true;
    waiting = false;
    hears = true;
    changed.run();
    log.warn(
        "The MQTT broker takes no message on {} from this gateway ({}), so that it cannot tell"
            + " whether it hears robots, and takes it that it does. Allow it in the broker's access"
            + " rules: topic write {}",
        probe.topic(),
        Text.forOneLine(why, 100),
        probe.topic());
  }

  private void deaf() {
    deafLog.say(
        more ->
            log.error(
                "{}: what it says to itself does not come back, although the MQTT broker has granted"
                    + " its subscription. Allow it in the broker's access rules: {}{}",
                probe.deafness(),
                probe.rules(),
                more));
  }
}
