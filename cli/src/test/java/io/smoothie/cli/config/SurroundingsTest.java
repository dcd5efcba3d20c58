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
  void the_state_folder_is_the_one_that_is_named_else_in_the_home_of_the_environment() {
    assertEquals(
        Path.of("/state"), folder(Map.of("SMOOTHIE_HOME", "/state", "HOME", "/home/me"), "/pw"));
    assertEquals(Path.of("/home/me/.smoothie"), folder(Map.of("HOME", "/home/me"), "/pw"));
    assertEquals(Path.of("/home/me/.smoothie"), folder(Map.of("HOME", "/home/me"), "?"));
    assertEquals(Path.of("/pw/.smoothie"), folder(Map.of(), "/pw"));
    assertEquals(Path.of("/pw/.smoothie"), folder(Map.of("SMOOTHIE_HOME", " ", "HOME", ""), "/pw"));
  }

  @Test
  void without_a_home_there_is_no_running_up_and_the_refusal_says_how_to_name_a_folder() {
    Surroundings homeless = Surroundings.of(Map.of(), "?");

    assertEquals(Optional.empty(), homeless.runningUp());
    assertEquals(Optional.empty(), homeless.nativeFolder());
    CommandFailure failure = assertThrows(CommandFailure.class, homeless::dataFolder);
    assertEquals(ExitCode.USAGE, failure.exitCode());
    assertTrue(String.valueOf(failure.getMessage()).contains("SMOOTHIE_HOME"));
  }

  private static Path folder(Map<String, String> environment, String userHome) {
    return Surroundings.of(environment, userHome).stateFolder();
  }
}
