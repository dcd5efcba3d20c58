package io.smoothie.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.testing.OptionsAlone;
import io.smoothie.cli.testing.Shop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class PriorityStepOptionTest {
  private static final String VARIABLE = "SMOOTHIE_PRIORITY_STEP";

  @TempDir Path home;

  @Command
  static final class Probe extends OptionsAlone {
    @Mixin PriorityStepOption priority = new PriorityStepOption();

    Probe(Surroundings surroundings) {
      super(surroundings);
    }
  }

  @Test
  void the_option_goes_before_its_variable_and_that_before_an_hour() {
    assertEquals(Duration.ofHours(1), step(Map.of()));
    assertEquals(Duration.ofMinutes(5), step(Map.of(VARIABLE, " 5m ")));
    assertEquals(Duration.ZERO, step(Map.of(VARIABLE, "5m"), "--priority-step", "0"));
  }

  @Test
  void an_impossible_step_is_refused_with_a_sentence_before_any_connection_is_made() {
    assertRefused("the priority step is 366d; it goes from 0s to 365d", "366d", Map.of());
    assertRefused("not a duration", "soon", Map.of());
    assertRefused("SMOOTHIE_PRIORITY_STEP: \"soon\"", null, Map.of(VARIABLE, "soon"));
  }

  private Duration step(Map<String, String> environment, String... arguments) {
    Probe probe = new Probe(new Surroundings(environment, home));
    new CommandLine(probe).parseArgs(arguments);
    return probe.priority.step();
  }

  private void assertRefused(
      String words, @Nullable String option, Map<String, String> environment) {
    List<String> worker =
        option == null ? List.of("worker") : List.of("worker", "--priority-step", option);
    Shop.assertRefused(2, words, Shop.ran(new Surroundings(environment, home), worker));
  }
}
