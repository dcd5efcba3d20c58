package io.smoothie.activities.mqtt;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker is, and who we are to it: {@code mqtt://user:password@host:1883}, or {@code
 * mqtts://} for TLS with the certificates that the JVM trusts. The password is never shown, neither
 * by {@link #toString} nor by any message.
 *
 * @param url scheme, host and, if wanted, user, password and port
 */
public record MqttSettings(URI url) {
  private static final int PORT = 1883;
  private static final int TLS_PORT = 8883;

  /**
   * @throws IllegalArgumentException when the URL is not of the form above
   */
  public MqttSettings {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("mqtt") && !scheme.equals("mqtts")) {
      throw refused("it does not begin with mqtt:// or mqtts://");
    }
    if (url.getHost() == null || url.getHost().isEmpty()) {
      throw refused("it names no host, or one with characters a host cannot have");
    }
    if (url.getPort() == 0 || url.getPort() > 65_535) {
      throw refused("its port is not between 1 and 65535");
    }
    if (url.getRawUserInfo() != null && url.getRawUserInfo().startsWith(":")) {
      throw refused("it has a password and no user");
    }
    String path = url.getPath();
    if ((path != null && !path.isEmpty() && !path.equals("/"))
        || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      throw refused("something follows the port");
    }
  }

  /**
   * @throws IllegalArgumentException with a sentence for whoever wrote the URL
   */
  public static MqttSettings parse(String url) {
    try {
      return new MqttSettings(new URI(url.strip()));
    } catch (URISyntaxException e) {
      // The exception repeats its input, which may hold a password: it stays here.
      throw refused("it is not a URL (in a user or password, write special characters as %40)");
    }
  }

  public String host() {
    String host = url.getHost();
    // A URI keeps the brackets of an IPv6 address; the socket wants it without.
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  public int port() {
    return url.getPort() != -1 ? url.getPort() : tls() ? TLS_PORT : PORT;
  }

  public boolean tls() {
    return url.getScheme().equalsIgnoreCase("mqtts");
  }

  /** The URL without user and password, with its port. */
  public String shown() {
    return "%s://%s:%d".formatted(tls() ? "mqtts" : "mqtt", url.getHost(), port());
  }

  Optional<String> user() {
    return part(0);
  }

  Optional<byte[]> password() {
    return part(1).map(password -> password.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return shown();
  }

  private Optional<String> part(int index) {
    @Nullable String raw = url.getRawUserInfo();
    if (raw == null) {
      return Optional.empty();
    }
    String[] parts = raw.split(":", 2);
    return index < parts.length && !parts[index].isEmpty()
        ? Optional.of(unescaped(parts[index]))
        : Optional.empty();
  }

  /** Not {@code URLDecoder}, which makes a space of a plus. */
  private static String unescaped(String raw) {
    return URI.create("x:///" + raw).getPath().substring(1);
  }

  private static IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(
        "The MQTT URL cannot be used: %s. It looks like mqtt://user:password@host:1883, or mqtts:// for TLS."
            .formatted(why));
  }
}
