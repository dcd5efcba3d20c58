package io.smoothie.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SurroundingsTest {
  @Test
  void the_state_folder_is_ours_by_name_else_in_the_home_that_the_environment_names() {
    assertEquals(
        Path.of("/state"), folder(Map.of("SMOOTHIE_HOME", "/state", "HOME", "/home/me"), "/pw"));
    assertEquals(Path.of("/home/me/.smoothie"), folder(Map.of("HOME", "/home/me"), "/pw"));
    assertEquals(Path.of("/home/me/.smoothie"), folder(Map.of("HOME", "/home/me"), "?"));
    assertEquals(Path.of("/pw/.smoothie"), folder(Map.of(), "/pw"));
    assertEquals(Path.of("/pw/.smoothie"), folder(Map.of("SMOOTHIE_HOME", " ", "HOME", ""), "/pw"));
  }

  @Test
  void without_a_home_nothing_runs_and_who_needs_the_folder_says_how_to_name_one() {
    Surroundings nobody = Surroundings.of(Map.of(), "?");

    assertEquals(Optional.empty(), nobody.runningUp());
    assertEquals(Optional.empty(), nobody.nativeFolder());
    CommandFailure failure = assertThrows(CommandFailure.class, nobody::dataFolder);
    assertEquals(ExitCode.USAGE, failure.exitCode());
    assertTrue(String.valueOf(failure.getMessage()).contains("SMOOTHIE_HOME"));
  }

  private static Path folder(Map<String, String> environment, String userHome) {
    return Surroundings.of(environment, userHome).stateFolder();
  }
}
