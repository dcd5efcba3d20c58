package io.smoothie.activities.mqtt;

import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import io.smoothie.workflow.Text;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why there is no connection, in words for whoever started us. */
final class Refusal {
  private static final String HINT =
      "Start a broker there, or say where it is: --mqtt-url, or SMOOTHIE_MQTT_URL.";

  private Refusal() {}

  static BrokerUnavailableException of(MqttSettings settings, Throwable cause) {
    String at = settings.shown();
    if (has(cause, Mqtt5ConnAckException.class) instanceof Mqtt5ConnAckException refused) {
      return new BrokerUnavailableException(
          "The MQTT broker at %s refused us (%s): check the user and password in the MQTT URL."
              .formatted(at, refused.getMqttMessage().getReasonCode()),
          cause);
    }
    if (has(cause, Mqtt5SubAckException.class) instanceof Mqtt5SubAckException refused) {
      return new BrokerUnavailableException(
          "The MQTT broker at %s refused the subscription (%s): check what its access rules let this user read."
              .formatted(at, refused.getMqttMessage().getReasonCodes()),
          cause);
    }
    if (has(cause, SSLException.class) != null) {
      return new BrokerUnavailableException(
          "No TLS connection to the MQTT broker at %s: %s. Check its certificate, the JVM's trust store, and that the port speaks TLS."
              .formatted(at, words(cause)),
          cause);
    }
    return new BrokerUnavailableException(
        "No MQTT broker answers at %s: %s. %s%s"
            .formatted(
                at,
                words(cause),
                HINT,
                settings.tls() ? " The URL asks for TLS: check that this port speaks it." : ""),
        cause);
  }

  /** The innermost message, which names what happened rather than who noticed. */
  static String words(Throwable cause) {
    Throwable inner = cause;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    if (inner instanceof TimeoutException || inner instanceof InterruptedException) {
      return "it took too long";
    }
    return Text.forOneLine(
        inner.getMessage() == null ? inner.getClass().getSimpleName() : inner.getMessage(), 200);
  }

  private static <T> @Nullable Throwable has(Throwable cause, Class<T> type) {
    for (Throwable e = cause; e != null; e = e.getCause()) {
      if (type.isInstance(e)) {
        return e;
      }
    }
    return null;
  }
}
