package io.smoothie.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smoothie.activities.table.EndingRetention;
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

class KeepEndingsOptionsTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("SMOOTHIE_KEEP_ENDINGS", "2d", "SMOOTHIE_KEEP_ENDINGS_MOST", "2000");

  @TempDir Path home;

  @Command
  static final class Probe extends OptionsAlone {
    @Mixin KeepEndingsOptions endings = new KeepEndingsOptions();

    Probe(Surroundings surroundings) {
      super(surroundings);
    }
  }

  @Test
  void an_option_goes_before_its_variable_and_that_before_the_default() {
    assertEquals(new EndingRetention(Duration.ofDays(90), 1_000_000), kept(Map.of()));
    assertEquals(new EndingRetention(Duration.ofDays(2), 2_000), kept(ENVIRONMENT));
    assertEquals(
        new EndingRetention(Duration.ofDays(1), 2_000), kept(ENVIRONMENT, "--keep-endings", "1d"));
    assertEquals(
        new EndingRetention(Duration.ofDays(2), 1_000),
        kept(ENVIRONMENT, "--keep-endings-most", "1000"));
  }

  @Test
  void an_impossible_value_is_refused_with_a_sentence_before_any_connection_is_made() {
    assertRefused("23h, and 1d is the least", Map.of(), "--keep-endings", "23h");
    assertRefused("999 endings", Map.of(), "--keep-endings-most", "999");
    assertRefused("not a duration", Map.of(), "--keep-endings", "soon");
    assertRefused("'many' is not an int", Map.of(), "--keep-endings-most", "many");
    assertRefused(
        "SMOOTHIE_KEEP_ENDINGS: \"soon\" is not a duration",
        Map.of("SMOOTHIE_KEEP_ENDINGS", "soon"));
    assertRefused(
        "SMOOTHIE_KEEP_ENDINGS_MOST: \"3e9\" is not a whole number",
        Map.of("SMOOTHIE_KEEP_ENDINGS_MOST", "3e9"));
  }

  private EndingRetention kept(Map<String, String> environment, String... arguments) {
    Probe probe = new Probe(new Surroundings(environment, home));
    new CommandLine(probe).parseArgs(arguments);
    return probe.endings.retention();
  }

  private void assertRefused(String words, Map<String, String> environment, String... arguments) {
    List<String> worker = Stream.concat(Stream.of("worker"), Stream.of(arguments)).toList();
    Shop.assertRefused(2, words, Shop.ran(new Surroundings(environment, home), worker));
  }
}
