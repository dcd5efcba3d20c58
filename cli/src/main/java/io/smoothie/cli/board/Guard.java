package io.smoothie.cli.board;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What protects those who look, and the shop from other pages in their browsers. */
final class Guard {
  /**
   * Scripts and styles of ours alone, and no request to anywhere else; nothing can be made HTML
   * from a string.
   */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types 'none'";

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final InetAddress address;

  Guard(InetAddress address) {
    this.address = address;
  }

  /** A request that is not answered: its status, and why. */
  record Refusal(int status, String why) {}

  static void protect(Headers headers) {
    headers.set("Content-Security-Policy", POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
  }

  /** Why this request is not answered; empty when it is. */
  Optional<Refusal> refusal(HttpExchange request) {
    if (!Set.of("GET", "HEAD").contains(request.getRequestMethod())) {
      return Optional.of(new Refusal(405, "The board is read only: it takes GET and HEAD."));
    }
    String host = request.getRequestHeaders().getFirst("Host");
    // A page elsewhere can have its own name resolve to this machine's loopback, and would be
    // taken for ours.
    return address.isLoopbackAddress() && !isLoopback(host)
        ? Optional.of(
            new Refusal(421, "The board listens at loopback: open it as localhost or 127.0.0.1."))
        : Optional.empty();
  }

  private boolean isLoopback(@Nullable String host) {
    String name = host == null ? "" : host.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT);
    return LOOPBACK.contains(name) || name.equals(address.getHostAddress());
  }
}
