package io.smoothie.cli.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

  private final Compose file = Compose.ofOneMachine();
  private final String compose = file.text();

  @Test
  void every_command_of_our_image_is_taken_by_the_command_line(@TempDir Path home) {
    List<List<String>> commands = file.commands();
    assertEquals(
        List.of("robots", "worker", "gateway", "robot", "--help"),
        commands.stream().map(words -> words.get(0)).toList());
    commands.forEach(words -> CommandLines.assertTaken(words, home));
  }

  @Test
  void only_loopback_is_open_and_no_variable_opens_more() {
    List<String> ports =
        compose.lines().map(String::strip).filter(line -> line.matches("- \".*:\\d+\"")).toList();
    assertEquals(3, ports.size(), ports::toString);
    for (String port : ports) {
      assertTrue(port.startsWith("- \"127.0.0.1:"), () -> port);
    }
  }

  @Test
  void the_image_starts_our_entry_point_from_both_of_its_layers() {
    for (String file : List.of("Dockerfile", "docker-compose.yml", "docker/once")) {
      String text = read(file);
      assertTrue(text.contains("io.smoothie.cli.Smoothie"), file);
      assertTrue(text.contains("/app/own/*:/app/lib/*"), file);
    }
  }

  @Test
  void one_service_builds_the_tag_and_the_others_never_look_for_it_in_a_registry() {
    // On the containerd image store, services that export one tag at once fail with 'already
    // exists'.
    assertEquals(List.of("table"), having("    build:"));
    assertEquals(
        List.of("table", "worker", "gateway", "robots", "cli"), having("    <<: *smoothie"));
    String shared = compose.substring(compose.indexOf("x-smoothie"), compose.indexOf("services:"));
    assertTrue(shared.contains("  pull_policy: never\n"), shared);
    assertFalse(shared.contains("build:"), shared);
  }

  @Test
  void a_run_of_the_command_line_starts_no_other_service() {
    assertFalse(file.service("cli").contains("depends_on"));
  }

  @Test
  void the_table_is_prepared_once_in_the_life_of_its_volume() {
    assertEquals(List.of("table"), having("    entrypoint: [/app/once]"));
  }

  @Test
  void no_image_declares_a_volume_that_would_have_no_name() {
    assertFalse(read("Dockerfile").contains("\nVOLUME"));
    assertTrue(file.service("mosquitto").contains("    tmpfs: [/mosquitto/log]\n"));
  }

  @Test
  void temporal_runs_as_the_user_whose_volume_it_writes() {
    assertFalse(file.service("temporal").contains("\n    user:"));
  }

  @Test
  void our_scripts_run_in_the_image_whatever_umask_the_checkout_had() {
    assertTrue(
        read("Dockerfile")
            .contains(
                "COPY --chmod=755 docker/certificates docker/healthy docker/once docker/ready /app/\n"));
  }

  @Test
  void the_temporal_that_runs_there_is_the_one_the_tests_run() {
    Matcher installed =
        Pattern.compile("(?m)^version=v(\\S+)$").matcher(read("scripts/install-temporal"));
    assertTrue(installed.find());
    assertTrue(compose.contains("image: temporalio/temporal:" + installed.group(1) + "\n"));
  }

  private List<String> having(String line) {
    return file.services().stream().filter(name -> file.service(name).contains(line)).toList();
  }

  private static String read(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
