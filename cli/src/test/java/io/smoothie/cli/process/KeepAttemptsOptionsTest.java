package io.smoothie.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smoothie.activities.table.AttemptRetention;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.testing.OptionsAlone;
import io.smoothie.cli.testing.Shop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class KeepAttemptsOptionsTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("SMOOTHIE_KEEP_ATTEMPTS", "2d", "SMOOTHIE_KEEP_ATTEMPTS_MOST", "2000");

  @TempDir Path home;

  @Command
  static final class Probe extends OptionsAlone {
    @Mixin KeepAttemptsOptions attempts = new KeepAttemptsOptions();

    Probe(Surroundings surroundings) {
      super(surroundings);
    }
  }

  @Test
  void an_option_goes_before_its_variable_and_that_before_the_default() {
    assertEquals(new AttemptRetention(Duration.ofDays(30), 1_000_000), kept(Map.of()));
    assertEquals(new AttemptRetention(Duration.ofDays(2), 2_000), kept(ENVIRONMENT));
    assertEquals(
        new AttemptRetention(Duration.ofDays(1), 2_000),
        kept(ENVIRONMENT, "--keep-attempts", "1d"));
    assertEquals(
        new AttemptRetention(Duration.ofDays(2), 1_000),
        kept(ENVIRONMENT, "--keep-attempts-most", "1000"));
  }

  @Test
  void an_impossible_value_is_refused_with_a_sentence_before_any_connection_is_made() {
    assertRefused("23h, and 1d is the least", Map.of(), "--keep-attempts", "23h");
    assertRefused("999 attempts", Map.of(), "--keep-attempts-most", "999");
    assertRefused("not a duration", Map.of(), "--keep-attempts", "soon");
    assertRefused("'many' is not an int", Map.of(), "--keep-attempts-most", "many");
    assertRefused(
        "SMOOTHIE_KEEP_ATTEMPTS: \"soon\" is not a duration",
        Map.of("SMOOTHIE_KEEP_ATTEMPTS", "soon"));
    assertRefused(
        "SMOOTHIE_KEEP_ATTEMPTS_MOST: \"3e9\" is not a whole number",
        Map.of("SMOOTHIE_KEEP_ATTEMPTS_MOST", "3e9"));
  }

  private AttemptRetention kept(Map<String, String> environment, String... arguments) {
    Probe probe = new Probe(new Surroundings(environment, home));
    new CommandLine(probe).parseArgs(arguments);
    return probe.attempts.retention();
  }

  private void assertRefused(String words, Map<String, String> environment, String... arguments) {
    List<String> worker = Stream.concat(Stream.of("worker"), Stream.of(arguments)).toList();
    Shop.assertRefused(2, words, Shop.ran(new Surroundings(environment, home), worker));
  }
}
