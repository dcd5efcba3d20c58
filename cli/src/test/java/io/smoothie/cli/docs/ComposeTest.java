package io.smoothie.cli.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docker-compose.yml asks of our command line exists; no engine is needed to know that. */
class ComposeTest {
  private static final Path ROOT = Path.of("..");

  private final String compose = Compose.text();

  @Test
  void every_command_of_our_image_is_taken_by_the_command_line(@TempDir Path home) {
    List<List<String>> commands = Compose.commands();
    assertEquals(
        List.of("robots", "worker", "gateway", "robot", "--help"),
        commands.stream().map(words -> words.get(0)).toList());
    commands.forEach(words -> CommandLines.assertTaken(words, home));
  }

  @Test
  void only_loopback_is_open_unless_a_variable_opens_the_broker() {
    List<String> ports =
        compose.lines().map(String::strip).filter(line -> line.matches("- \".*:\\d+\"")).toList();
    assertEquals(3, ports.size(), ports::toString);
    for (String port : ports) {
      assertTrue(
          port.startsWith("- \"127.0.0.1:")
              || port.startsWith("- \"${SMOOTHIE_MQTT_BIND:-127.0.0.1}:"),
          () -> port);
    }
  }

  @Test
  void the_image_starts_our_entry_point() {
    String main = "io.smoothie.cli.Smoothie";
    assertTrue(read("Dockerfile").contains(main));
    assertTrue(compose.contains(main));
  }

  @Test
  void the_temporal_that_runs_there_is_the_one_the_tests_run() {
    Matcher installed =
        Pattern.compile("(?m)^version=v(\\S+)$").matcher(read("scripts/install-temporal"));
    assertTrue(installed.find());
    assertTrue(compose.contains("image: temporalio/temporal:" + installed.group(1) + "\n"));
  }

  private static String read(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
