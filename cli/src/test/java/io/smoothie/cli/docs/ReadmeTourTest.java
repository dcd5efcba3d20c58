package io.smoothie.cli.docs;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.testing.StayingCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * README's start and tour, typed in README's order beside an {@code up} that differs from README's
 * in its ports and its folder only: each command ends as it should and prints what README shows.
 * The demo has a test of its own.
 */
class ReadmeTourTest {
  private static final Pattern MQTT_LINE = Pattern.compile("\\d\\d:\\d\\d:\\d\\d (.*MQTT.*)");

  /** The tour orders what cannot be made in its time. */
  private static final String MEANT_TO_FAIL = "order \"Quiet Smoothie\"";

  @Test
  void the_start_and_the_tour_go_as_readme_shows(@TempDir Path home) throws Exception {
    List<Readme.Example> examples =
        Stream.of("Start", "A tour").flatMap(section -> Readme.examples(section).stream()).toList();
    Surroundings user = new Surroundings(Map.of(), home.resolve("state"));
    Readme.Example first = example(examples, "./smoothie up");

    try (StayingCommand up = up(user, first, home.resolve("data"))) {
      up.says("as they pass the broker");
      for (Readme.Example example : examples) {
        if (example.isOurs() && !example.equals(first) && !example.command().endsWith(" demo")) {
          run(user, example);
        }
      }
      mqttLines().forEach(up::says);
      assertEquals(130, up.interrupt());
    }
  }

  private static void run(Surroundings user, Readme.Example example) throws Exception {
    if (example.command().matches(".* (show|list)\\b.*")) {
      // What it shows may still be on its way.
      await(example.command())
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertGoesAsShown(user, example));
    } else {
      assertGoesAsShown(user, example);
    }
  }

  private static void assertGoesAsShown(Surroundings user, Readme.Example example)
      throws Exception {
    try (StayingCommand command =
        new StayingCommand(user, example.arguments().toArray(String[]::new))) {
      int exit = command.exit();
      assertEquals(
          example.command().contains(MEANT_TO_FAIL) ? 3 : 0,
          exit,
          () -> example.command() + "\n" + command.text());
      if (!example.output().isEmpty()) {
        assertEquals(
            shape(example.output().stream()), shape(command.text().lines()), example.command());
      }
    }
  }

  /** Without what differs from run to run: times, and with their lengths the width of columns. */
  private static List<String> shape(Stream<String> lines) {
    return lines
        .map(
            line ->
                line.replaceAll("\\d{4}-\\d\\d-\\d\\d|\\d\\d:\\d\\d:\\d\\d", "#")
                    .replaceAll("\\b\\d+(\\.\\d+)?(ms|s)\\b", "#")
                    .replaceAll(" +", " ")
                    .strip())
        .toList();
  }

  private static Readme.Example example(List<Readme.Example> examples, String command) {
    return examples.stream()
        .filter(example -> example.command().equals(command))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> mqttLines() {
    List<String> lines =
        Readme.lines().stream()
            .map(MQTT_LINE::matcher)
            .filter(java.util.regex.Matcher::matches)
            .map(line -> line.group(1))
            .toList();
    assertFalse(lines.isEmpty());
    return lines;
  }

  private static StayingCommand up(Surroundings user, Readme.Example readmes, Path data) {
    List<String> words = new ArrayList<>(readmes.arguments());
    words.addAll(List.of("--temporal", "in-memory", "--temporal-port", "0", "--mqtt-port", "0"));
    // Well beyond the deadline of the order that is meant to fail, on a busy machine, too.
    words.addAll(List.of("--make-time", "5s", "--data"));
    words.add(data.toString());
    return new StayingCommand(user, words.toArray(String[]::new));
  }
}
