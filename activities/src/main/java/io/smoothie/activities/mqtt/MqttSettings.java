package io.smoothie.activities.mqtt;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker is, and who we are to it: {@code mqtt://user:password@host:1883}, or {@code
 * mqtts://} for TLS. The password is never shown, neither by {@link #toString} nor by any message.
 *
 * @param url scheme, host and, if wanted, user, password and port
 * @param ownPassword used instead of the URL's; null: none
 * @param clientTls whom we trust, and our certificate; null: we trust what the JVM trusts, and have
 *     none
 * @param topicsBelow in front of every topic of the wire, empty or with a slash at its end: parties
 *     with different ones do not hear each other
 */
public record MqttSettings(
    URI url, @Nullable String ownPassword, @Nullable ClientTls clientTls, String topicsBelow) {
  private static final int PORT = 1883;
  private static final int TLS_PORT = 8883;
  private static final int MOST_PORT = 65_535;

  /**
   * The parts of the authority. {@link URI} does not split them when the host's name has an
   * underscore, which a service of a container network may have: it then has no host, user or port.
   *
   * @param user as it is written; empty: none
   * @param host an IPv6 address in brackets
   * @param port -1: none
   */
  private record Authority(String user, String host, int port) {
    private static final Pattern FORM =
        Pattern.compile("(?:([^@]*)@)?(\\[[0-9A-Fa-f:.%]+]|[A-Za-z0-9._-]+)(?::([^@]*))?");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    static Authority of(URI url) {
      String raw = url.getRawAuthority();
      Matcher parts = FORM.matcher(raw == null ? "" : raw);
      if (!parts.matches()) {
        throw refused("it names no host, or one with characters a host cannot have");
      }
      String port = parts.group(3);
      return new Authority(
          Objects.requireNonNullElse(parts.group(1), ""),
          Objects.requireNonNull(parts.group(2)),
          port == null || port.isEmpty()
              ? -1
              : PORT.matcher(port).matches() ? Integer.parseInt(port) : 0);
    }
  }

  /**
   * @throws IllegalArgumentException when the URL is not of the form above, or the rest does not go
   *     with it
   */
  public MqttSettings {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("mqtt") && !scheme.equals("mqtts")) {
      throw refused("it does not begin with mqtt:// or mqtts://");
    }
    Authority authority = Authority.of(url);
    if (authority.port() == 0 || authority.port() > MOST_PORT) {
      throw refused("its port is not between 1 and 65535");
    }
    if (authority.user().startsWith(":")) {
      throw refused("it has a password and no user");
    }
    String path = url.getPath();
    if ((path != null && !path.isEmpty() && !path.equals("/"))
        || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      throw refused("something follows the port");
    }
    if (ownPassword != null && authority.user().isEmpty()) {
      throw refused("there is a password, and it names no user");
    }
    if (clientTls != null && scheme.equals("mqtt")) {
      throw refused(
          "there are certificate files for it (--mqtt-ca, --mqtt-cert, --mqtt-key), and mqtt:// has no TLS");
    }
  }

  /**
   * @throws IllegalArgumentException with a sentence for the person who wrote the URL
   */
  public static MqttSettings parse(String url) {
    try {
      return new MqttSettings(
          new URI(url.strip()),
          /* ownPassword= */ null,
          /* clientTls= */ null,
          /* topicsBelow= */ "");
    } catch (URISyntaxException e) {
      // The exception repeats its input, which may hold a password: it stays here.
      throw refused("it is not a URL (in a user or password, write special characters as %40)");
    }
  }

  /**
   * The same with a password that is not in the URL.
   *
   * @throws IllegalArgumentException when the URL names no user
   */
  public MqttSettings withPassword(String password) {
    return new MqttSettings(url, password, clientTls, topicsBelow);
  }

  /**
   * The same with certificates from files.
   *
   * @throws IllegalArgumentException when the URL is not {@code mqtts://}
   */
  public MqttSettings withTls(ClientTls tls) {
    return new MqttSettings(url, ownPassword, tls, topicsBelow);
  }

  /** The same with the wire's topics below {@code level}, by themselves. */
  public MqttSettings withTopicsBelow(String level) {
    return new MqttSettings(url, ownPassword, clientTls, level + "/");
  }

  /** A topic of the wire, or a filter, as the broker knows it. */
  public String topic(String ofWire) {
    return topicsBelow + ofWire;
  }

  /** A topic of the wire, from one that the broker knows. */
  public String ofWire(String topic) {
    return topic.startsWith(topicsBelow) ? topic.substring(topicsBelow.length()) : topic;
  }

  public String host() {
    String host = Authority.of(url).host();
    // A URI keeps the brackets of an IPv6 address; the socket wants it without.
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  public int port() {
    int port = Authority.of(url).port();
    return port != -1 ? port : tls() ? TLS_PORT : PORT;
  }

  public boolean tls() {
    return url.getScheme().equalsIgnoreCase("mqtts");
  }

  /** The URL without user and password, with its port. */
  public String shown() {
    return "%s://%s:%d".formatted(tls() ? "mqtts" : "mqtt", Authority.of(url).host(), port());
  }

  /** Whether there is one, in the URL or beside it. */
  public boolean hasPassword() {
    return password().isPresent();
  }

  Optional<String> user() {
    return part(0);
  }

  Optional<byte[]> password() {
    return Optional.ofNullable(ownPassword)
        .or(() -> part(1))
        .map(password -> password.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return shown();
  }

  private Optional<String> part(int index) {
    String[] parts = Authority.of(url).user().split(":", 2);
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
