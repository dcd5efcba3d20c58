package io.smoothie.gateway;

import io.smoothie.activities.mqtt.MqttSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A gateway's settings.
 *
 * @param clientId under which the broker keeps the session, so it must be the same after a restart
 *     and different for every gateway
 * @param autoRegister whether a robot that is not in the table is added by its first status
 *     message, and robots are believed what they say they can do
 * @param mostWithQos0 with this many messages pending, a message of QoS 0, which may be lost, is
 *     dropped
 */
public record GatewaySettings(
    MqttSettings mqtt, String clientId, boolean autoRegister, int mostWithQos0) {
  static final int MOST_WITH_QOS_0 = 10_000;
  private static final int LONGEST_CLIENT_ID = 200;

  /**
   * @throws IllegalArgumentException when no broker can know us by {@code clientId}
   */
  public GatewaySettings {
    // It is a level of the topic of the gateway's probe, where / + # have meanings of their own.
    boolean shown = clientId.chars().allMatch(c -> c > ' ' && c < 127 && "/+#".indexOf(c) < 0);
    if (clientId.isEmpty() || clientId.length() > LONGEST_CLIENT_ID || !shown) {
      throw new IllegalArgumentException(
          "The gateway's client ID cannot be used: it takes 1 to %d ASCII characters without spaces, / + and #."
              .formatted(LONGEST_CLIENT_ID));
    }
  }

  /** With the usual bound for messages that may be lost. */
  public GatewaySettings(MqttSettings mqtt, String clientId, boolean autoRegister) {
    this(mqtt, clientId, autoRegister, MOST_WITH_QOS_0);
  }

  /** That of its second client, which has no session. */
  String statusClientId() {
    return clientId + "-status";
  }

  /** The role and the host's name; where that changes, set an ID instead. */
  public static String defaultClientId() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "localhost";
    }
    return "smoothie-gateway-" + host.replaceAll("[^A-Za-z0-9._-]", "-");
  }
}
