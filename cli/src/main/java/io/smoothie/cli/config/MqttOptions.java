package io.smoothie.cli.config;

import io.smoothie.activities.mqtt.MqttSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Mix in: which MQTT broker. */
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

  /**
   * @throws IllegalArgumentException when it cannot be the URL of a broker; says why
   */
  public MqttSettings settings() {
    Surroundings surroundings = Surroundings.of(spec);
    return MqttSettings.parse(
        Optional.ofNullable(url)
            .or(() -> surroundings.variable("SMOOTHIE_MQTT_URL"))
            .or(() -> UpInUse.of(spec).map(RunningUp::mqttUrl))
            .orElse(DEFAULT_URL));
  }
}
