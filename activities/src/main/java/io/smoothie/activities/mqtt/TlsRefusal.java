package io.smoothie.activities.mqtt;

import io.smoothie.workflow.failure.InnermostCause;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why TLS failed, in words. A broker refuses a client certificate by one of the alerts of RFC 8446,
 * section 6.2; in TLS 1.3 the alert comes after our side has finished the handshake.
 */
final class TlsRefusal {
  /** As the JDK names the alert in its message. */
  private static final Pattern ALERT = Pattern.compile("Received fatal alert: ([a-z_]+)");

  /** Of a broker that wants a certificate and got none; TLS 1.2 has no alert of its own for it. */
  private static final Set<String> NO_CERTIFICATE =
      Set.of("certificate_required", "bad_certificate", "handshake_failure");

  private static final Set<String> BAD_CERTIFICATE =
      Set.of(
          "bad_certificate",
          "unsupported_certificate",
          "certificate_revoked",
          "certificate_expired",
          "certificate_unknown",
          "certificate_required",
          "unknown_ca",
          "access_denied",
          "decrypt_error",
          // In TLS 1.2 a client sends no certificate of an issuer that the broker has not named.
          "handshake_failure");

  private TlsRefusal() {}

  /** A sentence without its full stop; empty when {@code cause} has nothing to do with TLS. */
  static Optional<String> inWords(MqttSettings settings, Throwable cause) {
    SSLException tls = tlsFailure(cause);
    if (tls == null) {
      return Optional.empty();
    }
    Matcher alert = ALERT.matcher(String.valueOf(tls.getMessage()));
    return Optional.of(
        alert.find()
            ? refused(settings, alert.group(1), tls)
            : noTls(settings, InnermostCause.inWords(cause)));
  }

  private static String refused(MqttSettings settings, String alert, SSLException tls) {
    ClientTls files = settings.clientTls();
    X509Certificate own = files == null ? null : files.own().orElse(null);
    if (own == null && NO_CERTIFICATE.contains(alert)) {
      return ("The MQTT broker at %s asks for a client certificate (TLS alert %s), and we have none: --mqtt-cert FILE"
              + " and --mqtt-key FILE, or SMOOTHIE_MQTT_CERT and SMOOTHIE_MQTT_KEY")
          .formatted(settings.shown(), alert);
    }
    if (own == null || files == null || !BAD_CERTIFICATE.contains(alert)) {
      return noTls(settings, InnermostCause.inWords(tls));
    }
    Path file = files.ownFile().orElseThrow();
    return "The MQTT broker at %s refuses our client certificate %s (%s; TLS alert %s): %s"
        .formatted(
            settings.shown(),
            file,
            own.getSubjectX500Principal().getName(),
            alert,
            why(alert, own));
  }

  private static String why(String alert, X509Certificate own) {
    return switch (alert) {
      case "certificate_expired" ->
          "it is valid until %s, by the broker's clock that is over. Have it renewed"
              .formatted(own.getNotAfter().toInstant());
      case "certificate_revoked" -> "it is revoked. Have a new one issued";
      case "handshake_failure" ->
          "check that this listener trusts its issuer (%s), and has a cipher suite of ours"
              .formatted(own.getIssuerX500Principal().getName());
      default ->
          "check that this listener trusts its issuer (%s)"
              .formatted(own.getIssuerX500Principal().getName());
    };
  }

  private static String noTls(MqttSettings settings, String why) {
    return "No TLS connection to the MQTT broker at %s: %s. Check its certificate, %s, and that the port speaks TLS"
        .formatted(
            settings.shown(),
            why,
            settings.clientTls() == null
                ? "the JVM's trust store (or name its CA: --mqtt-ca FILE, SMOOTHIE_MQTT_CA)"
                : "the CA file or the JVM's trust store");
  }

  private static @Nullable SSLException tlsFailure(Throwable cause) {
    for (Throwable e = cause; e != null; e = e.getCause()) {
      if (e instanceof SSLException tls) {
        return tls;
      }
    }
    return null;
  }
}
