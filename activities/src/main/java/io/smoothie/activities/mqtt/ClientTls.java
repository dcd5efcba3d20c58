package io.smoothie.activities.mqtt;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose certificates we trust and who we are, from PEM files. The files are read again at every
 * connect, so that a renewed certificate needs no restart; when they cannot be used then (only one
 * of two is renewed yet, one is half written), the ones before stay, and a warning says so.
 * Thread-safe.
 */
public final class ClientTls {
  private static final Logger log = LoggerFactory.getLogger(ClientTls.class);

  private final @Nullable Path ca;
  private final @Nullable Path certificate;
  private final @Nullable Path key;
  private final Clock clock;

  private TlsFiles files;
  private MqttClientSslConfig config;
  private String warned = "";

  ClientTls(@Nullable Path ca, @Nullable Path certificate, @Nullable Path key, Clock clock) {
    if ((certificate == null) != (key == null)) {
      throw new IllegalArgumentException(
          "A client certificate and its key go together: --mqtt-cert FILE and --mqtt-key FILE"
              + " (SMOOTHIE_MQTT_CERT, SMOOTHIE_MQTT_KEY). Only one of them is there.");
    }
    this.ca = ca;
    this.certificate = certificate;
    this.key = key;
    this.clock = clock;
    files = read();
    config = files.config(clock);
    if (key != null && othersMayRead(key)) {
      log.warn(
          "Every user of this machine may read the key {}: let only its owner do that (chmod 600).",
          key);
    }
  }

  /**
   * @param ca the certificates we trust; null: those that the JVM trusts
   * @param certificate ours, followed by those between it and its CA; null, as is {@code key}: none
   * @param key of our certificate: PKCS#8, PKCS#1 or SEC 1, not encrypted
   * @throws IllegalArgumentException when a file is missing, unreadable, malformed or expired, or
   *     the key is another certificate's; says which, and why
   */
  public static ClientTls of(@Nullable Path ca, @Nullable Path certificate, @Nullable Path key) {
    return new ClientTls(ca, certificate, key, Clock.systemUTC());
  }

  /** For the next connect; the same object as long as the files stay the same. */
  synchronized MqttClientSslConfig config() {
    try {
      TlsFiles now = read();
      if (!now.areSameAs(files)) {
        config = now.config(clock);
        files = now;
        log.info("The certificate files have changed: the new ones are used from now on.");
      }
      warned = "";
    } catch (IllegalArgumentException e) {
      String why = String.valueOf(e.getMessage());
      if (!why.equals(warned)) {
        log.warn("{} The certificate files as they were before stay in use.", why);
      }
      warned = why;
    }
    return config;
  }

  /** Our certificate as it was used last. */
  synchronized Optional<X509Certificate> own() {
    return Optional.ofNullable(files.own());
  }

  /** Our certificate as the next connect would use it; the files are read for that. */
  synchronized Optional<X509Certificate> next() {
    MqttClientSslConfig unused = config();
    return own();
  }

  Optional<Path> ownFile() {
    return Optional.ofNullable(certificate);
  }

  private TlsFiles read() {
    return new TlsFiles(
        read("CA file (--mqtt-ca)", ca),
        read("client certificate (--mqtt-cert)", certificate),
        read("key (--mqtt-key)", key));
  }

  private static @Nullable PemFile read(String what, @Nullable Path path) {
    return path == null ? null : PemFile.read(what, path);
  }

  /** Its group may be meant to: a container's user is given secrets that way. */
  private static boolean othersMayRead(Path file) {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException e) {
      log.debug("Who may read {} is not known", file, e);
      return false;
    }
  }
}
