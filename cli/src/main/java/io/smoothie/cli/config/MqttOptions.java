package io.smoothie.cli.config;

import io.smoothie.activities.mqtt.ClientTls;
import io.smoothie.activities.mqtt.MqttSettings;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Mix in: which MQTT broker, and who we are to it. */
public final class MqttOptions {
  private static final String DEFAULT_URL = "mqtt://127.0.0.1:1883";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--mqtt-url",
      paramLabel = "URL",
      description =
          "The broker, mqtt:// or mqtts://, with user:password@ if it asks (SMOOTHIE_MQTT_URL;"
              + " else the running up's, else "
              + DEFAULT_URL
              + ").")
  private @Nullable String url;

  @Option(
      names = "--mqtt-ca",
      paramLabel = "FILE",
      description =
          "PEM file with the CA of the broker's certificate (SMOOTHIE_MQTT_CA; else those the JVM trusts).")
  private @Nullable Path ca;

  @Option(
      names = "--mqtt-cert",
      paramLabel = "FILE",
      description =
          "PEM file with our certificate for the broker (SMOOTHIE_MQTT_CERT). A changed file is"
              + " used at the next connect, as are those of the CA and the key.")
  private @Nullable Path certificate;

  @Option(
      names = "--mqtt-key",
      paramLabel = "FILE",
      description = "PEM file with its key, not encrypted (SMOOTHIE_MQTT_KEY).")
  private @Nullable Path key;

  @Option(
      names = "--mqtt-password-file",
      paramLabel = "FILE",
      description =
          "The file whose first line is the password for the URL's user (SMOOTHIE_MQTT_PASSWORD_FILE;"
              + " else the URL's password).")
  private @Nullable Path passwordFile;

  /**
   * Warns, on the command's error stream, of a password on the command line.
   *
   * @throws IllegalArgumentException when it cannot be the URL of a broker, or a certificate file
   *     cannot be used; says why
   * @throws io.smoothie.cli.exit.CommandFailure when the password's file cannot be read
   */
  public MqttSettings settings() {
    Optional<String> given = Optional.ofNullable(url).or(() -> variable("SMOOTHIE_MQTT_URL"));
    Optional<String> ofUp =
        given.isPresent() ? Optional.empty() : UpInUse.of(spec).map(RunningUp::mqttUrl);
    MqttSettings settings = MqttSettings.parse(given.or(() -> ofUp).orElse(DEFAULT_URL));
    if (url != null && settings.hasPassword()) {
      Passwords.warnOfCommandLine(
          spec, "--mqtt-url", "--mqtt-password-file, or the URL in SMOOTHIE_MQTT_URL");
    }
    // The environment's files are for the environment's broker, not for that of the running up.
    boolean itsOwn = ofUp.isPresent();
    Path secret = file(passwordFile, itsOwn, "SMOOTHIE_MQTT_PASSWORD_FILE");
    if (secret != null) {
      settings = settings.withPassword(Passwords.firstLine(secret, "--mqtt-password-file"));
    }
    Path trusted = file(ca, itsOwn, "SMOOTHIE_MQTT_CA");
    Path own = file(certificate, itsOwn, "SMOOTHIE_MQTT_CERT");
    Path ownKey = file(key, itsOwn, "SMOOTHIE_MQTT_KEY");
    return trusted == null && own == null && ownKey == null
        ? settings
        : settings.withTls(ClientTls.of(trusted, own, ownKey));
  }

  private @Nullable Path file(@Nullable Path option, boolean optionsOnly, String variable) {
    return option != null || optionsOnly ? option : variable(variable).map(Path::of).orElse(null);
  }

  private Optional<String> variable(String name) {
    return Surroundings.of(spec).variable(name);
  }
}
