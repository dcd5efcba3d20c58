package io.smoothie.activities.mqtt;

import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import io.smoothie.workflow.failure.InnermostCause;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why there is no connection, in words for the person who started the command. */
final class Refusal {
  private static final String HINT =
      "Start a broker there, or say where it is: --mqtt-url, or SMOOTHIE_MQTT_URL.";

  private Refusal() {}

  static BrokerUnavailableException of(MqttSettings settings, Throwable cause) {
    String at = settings.shown();
    if (has(cause, Mqtt5ConnAckException.class) instanceof Mqtt5ConnAckException refused) {
      return new BrokerUnavailableException(
          "The MQTT broker at %s refused us (%s): %s."
              .formatted(
                  at,
                  refused.getMqttMessage().getReasonCode(),
                  hint(refused.getMqttMessage().getReasonCode())),
          cause);
    }
    if (has(cause, Mqtt5SubAckException.class) instanceof Mqtt5SubAckException refused) {
      return new BrokerUnavailableException(
          "The MQTT broker at %s refused the subscription (%s): check what its access rules let this user read."
              .formatted(at, refused.getMqttMessage().getReasonCodes()),
          cause);
    }
    Optional<String> tls = TlsRefusal.inWords(settings, cause);
    if (tls.isPresent()) {
      return new BrokerUnavailableException(tls.get() + ".", cause);
    }
    return new BrokerUnavailableException(
        "No MQTT broker answers at %s: %s. %s%s"
            .formatted(
                at,
                InnermostCause.inWords(cause),
                HINT,
                settings.tls()
                    ? " The URL asks for TLS: check that this port speaks it, and whether it asks for a client certificate."
                    : ""),
        cause);
  }

  /** As {@link #of}, for a log that names the broker itself. */
  static String reason(MqttSettings settings, Throwable cause) {
    return TlsRefusal.inWords(settings, cause).orElseGet(() -> InnermostCause.inWords(cause));
  }

  private static String hint(Mqtt5ConnAckReasonCode code) {
    return switch (code) {
      case BAD_USER_NAME_OR_PASSWORD, NOT_AUTHORIZED ->
          "check the user and password in the MQTT URL";
      case SERVER_UNAVAILABLE, SERVER_BUSY, QUOTA_EXCEEDED, CONNECTION_RATE_EXCEEDED ->
          "it may take us later";
      case UNSUPPORTED_PROTOCOL_VERSION -> "it has to speak MQTT 5";
      case CLIENT_IDENTIFIER_NOT_VALID -> "it does not like our client ID";
      default -> "its log may tell why";
    };
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
