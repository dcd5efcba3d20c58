package io.smoothie.activities.mqtt;

import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import java.util.concurrent.TimeUnit;

/** Where every MQTT client of ours begins: address, TLS, credentials and time limits. */
public final class MqttClients {
  /** Together below the 10 seconds within which an unreachable broker is to be known. */
  private static final int SOCKET_TIMEOUT_SECONDS = 5;

  private static final int CONNACK_TIMEOUT_SECONDS = 4;

  private MqttClients() {}

  /**
   * A client that knows its broker but neither reconnects nor has a session; {@link
   * #connection(MqttSettings, String)} is for clients that stay connected.
   */
  public static Mqtt5ClientBuilder builder(MqttSettings settings, String clientId) {
    Mqtt5ClientBuilder builder =
        Mqtt5Client.builder()
            .identifier(clientId)
            .transportConfig()
            .serverHost(settings.host())
            .serverPort(settings.port())
            .socketConnectTimeout(SOCKET_TIMEOUT_SECONDS, TimeUnit.SECONDS)
            .mqttConnectTimeout(CONNACK_TIMEOUT_SECONDS, TimeUnit.SECONDS)
            .applyTransportConfig();
    if (settings.tls()) {
      builder = builder.sslWithDefaultConfig();
    }
    if (settings.user().isEmpty()) {
      return builder;
    }
    var auth = builder.simpleAuth().username(settings.user().get());
    return settings.password().isPresent()
        ? auth.password(settings.password().get()).applySimpleAuth()
        : auth.applySimpleAuth();
  }

  /**
   * Begins a connection that keeps itself up.
   *
   * @param clientId unique at the broker; stable when the connection has a session
   */
  public static MqttConnection.Builder connection(MqttSettings settings, String clientId) {
    return new MqttConnection.Builder(settings, clientId);
  }
}
