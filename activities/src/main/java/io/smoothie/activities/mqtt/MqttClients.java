package io.smoothie.activities.mqtt;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import io.reactivex.plugins.RxJavaPlugins;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where every MQTT client of ours begins: address, TLS, credentials and time limits. */
public final class MqttClients {
  private static final Logger log = LoggerFactory.getLogger(MqttClients.class);

  static {
    // The client is made with RxJava, which else writes a trace to standard error.
    RxJavaPlugins.setErrorHandler(error -> log.debug("The MQTT client drops an error", error));
  }

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
        Mqtt5Client.builder().identifier(clientId).transportConfig(transport(settings));
    if (settings.user().isEmpty()) {
      return builder;
    }
    var auth = builder.simpleAuth().username(settings.user().get());
    return settings.password().isPresent()
        ? auth.password(settings.password().get()).applySimpleAuth()
        : auth.applySimpleAuth();
  }

  /** How the next connect reaches the broker: with the certificate files as they are by then. */
  static MqttClientTransportConfig transport(MqttSettings settings) {
    ClientTls files = settings.clientTls();
    return MqttClientTransportConfig.builder()
        .serverHost(settings.host())
        .serverPort(settings.port())
        .socketConnectTimeout(SOCKET_TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .mqttConnectTimeout(CONNACK_TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .sslConfig(
            files != null
                ? files.config()
                : settings.tls() ? MqttClientSslConfig.builder().build() : null)
        .build();
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
