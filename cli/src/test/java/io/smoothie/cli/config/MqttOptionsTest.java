package io.smoothie.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.activities.mqtt.MqttSettings;
import io.smoothie.activities.mqtt.TestCa;
import io.smoothie.activities.mqtt.TestCa.Issued;
import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.testing.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates and passwords for the broker. */
class MqttOptionsTest {
  private static final String URL = "SMOOTHIE_MQTT_URL";

  @TempDir private Path folder = Path.of("");

  @Test
  void certificate_files_come_from_options_or_from_variables() {
    TestCa ca = new TestCa(folder, "CA");
    Issued own = ca.issue("worker");
    String url = "mqtts://broker";
    for (MqttSettings settings :
        List.of(
            settings(
                Map.of(
                    URL,
                    url,
                    "SMOOTHIE_MQTT_CA",
                    ca.certificate().toString(),
                    "SMOOTHIE_MQTT_CERT",
                    own.certificate().toString(),
                    "SMOOTHIE_MQTT_KEY",
                    own.key().toString())),
            settings(
                Map.of("SMOOTHIE_MQTT_CA", "/no/file", "SMOOTHIE_MQTT_KEY", "/no/file"),
                "--mqtt-url=" + url,
                "--mqtt-ca=" + ca.certificate(),
                "--mqtt-cert=" + own.certificate(),
                "--mqtt-key=" + own.key()))) {
      assertNotNull(settings.clientTls());
    }
    assertNull(settings(Map.of(URL, url)).clientTls());
    assertNotNull(settings(Map.of(URL, url), "--mqtt-ca=" + ca.certificate()).clientTls());
  }

  @Test
  void the_environments_files_are_not_for_the_broker_of_a_running_up() throws Exception {
    RunningUp up =
        new RunningUp(
            ProcessHandle.current().pid(),
            RunningUp.startOf(ProcessHandle.current()),
            "127.0.0.1:12",
            "default",
            true,
            null,
            "mqtt://127.0.0.1:11",
            "jdbc:up",
            "up");
    try (AutoCloseable running = UpFile.in(folder).announce(up)) {
      assertNotNull(running);
      Map<String, String> environment =
          Map.of("SMOOTHIE_MQTT_CA", "/no/file", "SMOOTHIE_MQTT_PASSWORD_FILE", "/no/file");
      assertEquals("mqtt://127.0.0.1:11", settings(environment).shown());
    }
    assertThrows(
        IllegalArgumentException.class, () -> settings(Map.of("SMOOTHIE_MQTT_CA", "/no/file")));
  }

  @Test
  void the_password_comes_from_a_file_and_wins_over_the_urls() throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "s3cret\nmore\n");
    for (MqttSettings settings :
        List.of(
            settings(Map.of(URL, "mqtt://me@broker"), "--mqtt-password-file=" + file),
            settings(
                Map.of(
                    URL,
                    "mqtt://me:other@broker",
                    "SMOOTHIE_MQTT_PASSWORD_FILE",
                    file.toString())))) {
      assertEquals("s3cret", settings.ownPassword());
      assertFalse(settings.toString().contains("s3cret"), settings.toString());
    }
    Path empty = Files.createFile(folder.resolve("empty"));
    for (Path bad : List.of(empty, folder.resolve("none"), folder)) {
      CommandFailure failure =
          assertThrows(
              CommandFailure.class,
              () -> settings(Map.of(URL, "mqtt://me@broker"), "--mqtt-password-file=" + bad));
      assertEquals(ExitCode.USAGE, failure.exitCode());
      assertTrue(String.valueOf(failure.getMessage()).contains(bad.toString()), failure::toString);
    }
    String message =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class,
                    () -> settings(Map.of(URL, "mqtt://broker"), "--mqtt-password-file=" + file))
                .getMessage());
    assertTrue(message.contains("it names no user"), message);
  }

  @Test
  void a_password_on_the_command_line_is_warned_of_and_not_repeated() {
    Shop.Ran typed = ran("robot", "Robot1", "--mqtt-url", "mqtt://me:s3cret@127.0.0.1:1");
    assertTrue(typed.err().contains("--mqtt-password-file"), typed.err());
    assertTrue(typed.err().contains("ps shows it"), typed.err());
    assertFalse(typed.err().contains("s3cret"), typed.err());

    Shop.Ran without = ran("robot", "Robot1", "--mqtt-url", "mqtt://me@127.0.0.1:1");
    assertFalse(without.err().contains("WARNING"), without.err());

    Shop.Ran table =
        ran("robots", "list", "--db-url", "jdbc:postgresql://127.0.0.1:1/d?user=u&password=s3cret");
    assertTrue(table.err().contains("--db-password-file"), table.err());
    assertFalse(table.err().contains("s3cret"), table.err());
  }

  @Test
  void a_file_that_cannot_be_used_is_wrong_use_and_named() {
    Shop.Ran ran =
        ran("robot", "Robot1", "--mqtt-url", "mqtts://127.0.0.1:1", "--mqtt-ca", "/no/file");

    assertEquals(ExitCode.USAGE, ran.exit());
    assertTrue(
        ran.err()
            .contains("The CA file (--mqtt-ca) /no/file cannot be used: there is no such file."),
        ran.err());
  }

  private Shop.Ran ran(String... words) {
    return Shop.ran(new Surroundings(Map.of(), folder), List.of(words));
  }

  private MqttSettings settings(Map<String, String> environment, String... arguments) {
    return PrecedenceTest.probe(new Surroundings(environment, folder), arguments).mqtt.settings();
  }
}
