package io.smoothie.cli.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docker-compose.fleet.yml promises and can be read from it; no engine is needed for that. */
class FleetComposeTest {
  private static final Path ROOT = Path.of("..");
  private static final Set<String> OURS =
      Set.of("certificates", "table", "worker", "gateway1", "gateway2", "cli");

  private final Compose compose = Compose.of("docker-compose.fleet.yml");

  @Test
  void every_command_of_our_image_is_taken_by_the_command_line(@TempDir Path home) {
    assertEquals(OURS, Set.copyOf(having("    <<: .*\\*(smoothie|gateway)\\b.*")));
    for (String service : List.of("table", "worker", "gateway1", "gateway2", "cli")) {
      CommandLines.assertTaken(compose.command(service), home);
    }
  }

  @Test
  void each_gateway_has_a_client_id_of_its_own() {
    assertFalse(compose.command("gateway1").equals(compose.command("gateway2")));
  }

  @Test
  void every_service_is_without_root_and_without_more_than_it_needs() {
    String shared = compose.extension("service");
    for (String line :
        List.of(
            "read_only: true",
            "cap_drop: [ALL]",
            "security_opt: [\"no-new-privileges:true\"]",
            "mem_limit: 512m",
            "cpus: 1.0",
            "pids_limit: 200",
            "driver: json-file")) {
      assertTrue(shared.contains(line), line);
    }
    for (String extension : List.of("job", "smoothie", "gateway")) {
      assertTrue(
          compose.extension(extension).matches("(?s)  <<: \\*(service|smoothie)\\n.*"), extension);
    }
    assertEquals(
        compose.services(),
        having("    <<: (\\*service|\\*job|\\*smoothie|\\*gateway|\\[\\*job, \\*smoothie])"));
    for (String undone :
        List.of(
            "read_only: false", "privileged", "cap_add", "user: root", "user: \"0", "user: 0")) {
      assertFalse(compose.text().contains(undone), undone);
    }
  }

  @Test
  void robots_reach_their_listener_and_nothing_else_is_open_beyond_loopback() {
    assertEquals(
        List.of(
            "    ports: [\"127.0.0.1:${SMOOTHIE_UI_PORT:-8233}:8080\"]",
            "    ports: [\"${SMOOTHIE_BROKER_PORT:-8883}:8883\"]"),
        compose.text().lines().filter(line -> line.contains("ports:")).toList());
    assertTrue(compose.text().contains("\n  inner:\n    internal: true\n"));
    assertEquals(List.of("ui", "mosquitto"), having("    networks: \\[inner, outer]"));
  }

  @Test
  void passwords_come_from_files() {
    Set<String> lines =
        compose
            .text()
            .lines()
            .filter(line -> line.matches(" +\\w*(?i:password|secret)\\w*:.*"))
            .map(String::strip)
            .filter(line -> !line.startsWith("secrets:"))
            .collect(Collectors.toSet());
    assertEquals(Set.of("POSTGRES_PASSWORD_FILE: /run/secrets/postgres.password"), lines);
  }

  @Test
  void one_service_builds_the_tag_and_the_others_never_look_for_it_in_a_registry() {
    assertEquals(List.of("certificates"), having("    build: \\."));
    assertTrue(compose.extension("smoothie").contains("  pull_policy: never\n"));
  }

  @Test
  void every_image_has_a_version_and_temporals_is_that_of_the_tests() throws IOException {
    List<String> images =
        compose
            .text()
            .lines()
            .filter(line -> line.matches("    image: (&\\S+ )?\\w.*"))
            .map(line -> line.replaceFirst(".* ", ""))
            .toList();
    assertEquals(6, images.size(), images::toString);
    images.forEach(image -> assertTrue(image.matches(".*:\\d[\\d.]*"), image));
    String version =
        Files.readAllLines(ROOT.resolve("scripts/install-temporal-server")).stream()
            .filter(line -> line.startsWith("version=v"))
            .map(line -> line.substring("version=v".length()))
            .findFirst()
            .orElseThrow();
    assertTrue(images.contains("temporalio/server:" + version), images::toString);
    assertTrue(images.contains("temporalio/admin-tools:" + version), images::toString);
  }

  private List<String> having(String line) {
    return compose.services().stream()
        .filter(
            name -> compose.service(name).lines().anyMatch(candidate -> candidate.matches(line)))
        .toList();
  }
}
