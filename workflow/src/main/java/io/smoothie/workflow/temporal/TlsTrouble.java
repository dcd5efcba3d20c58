package io.smoothie.workflow.temporal;

import io.smoothie.workflow.failure.InnermostCause;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Why there is no TLS connection to Temporal, in words, from what Netty and OpenSSL say of it. */
final class TlsTrouble {
  private TlsTrouble() {}

  /** Empty when {@code cause} has nothing to do with TLS. */
  static Optional<String> inWords(String address, Throwable cause) {
    for (Throwable e = cause; e != null; e = e.getCause()) {
      if (e instanceof SSLException) {
        return Optional.of(
            form(InnermostCause.inWords(e)).formatted(address, InnermostCause.inWords(e)));
      }
      // gRPC has no other word for a server that hears something else than TLS, and hangs up.
      if (String.valueOf(e.getMessage()).contains("Network closed for unknown reason")) {
        return Optional.of(
            ("Temporal at %s closes each new connection. If it wants TLS, say so (TEMPORAL_TLS=true, or the"
                    + " TEMPORAL_TLS_… files, or temporal.toml); else its log says why.")
                .formatted(address));
      }
    }
    return Optional.empty();
  }

  /** With places for the address and for {@code why}. */
  private static String form(String why) {
    if (why.startsWith("not an SSL/TLS record")) {
      return "Temporal at %s does not speak TLS, and we do (%s). Leave out TEMPORAL_TLS and TEMPORAL_TLS_…"
          + " (or set TEMPORAL_TLS=false), or name another address.";
    }
    // An alert is what the other side sends: it refuses us, and not we its certificate.
    if (why.toLowerCase(Locale.ROOT).contains("alert")) {
      return "Temporal at %s refuses the TLS connection (%s). It seems to ask for a client certificate of"
          + " an authority that it trusts: TEMPORAL_TLS_CLIENT_CERT_PATH and"
          + " TEMPORAL_TLS_CLIENT_KEY_PATH name ours and its key. See also that ours has not expired.";
    }
    return "No TLS connection to Temporal at %s: %s. Its certificate has to be of an authority that we trust"
        + " (TEMPORAL_TLS_SERVER_CA_CERT_PATH; without it, those of the JVM), for that host's name (or"
        + " TEMPORAL_TLS_SERVER_NAME), and not expired.";
  }
}
