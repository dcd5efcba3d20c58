package io.smoothie.cli.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smoothie.cli.Smoothie;
import io.smoothie.cli.config.Surroundings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ParseResult;

class RobotCommandTest {
  @TempDir Path home;

  @Test
  void a_reason_to_fail_is_attached_so_that_no_robots_name_is_taken_for_a_reason() {
    assertParsed("", List.of("Robot1", "Robot2"), "--fail", "Robot1", "Robot2");
    assertParsed("", List.of("Robot1"), "Robot1", "--fail");
    assertParsed("no milk", List.of("Robot1"), "--fail=no milk", "Robot1");
  }

  private void assertParsed(String reason, List<String> robots, String... words) {
    List<String> line = new ArrayList<>(List.of("robot"));
    line.addAll(List.of(words));
    ParseResult parsed =
        Smoothie.commandLine(new Surroundings(Map.of(), home))
            .parseArgs(line.toArray(String[]::new))
            .subcommand();

    assertEquals(reason, parsed.matchedOptionValue("--fail", "not given"));
    assertEquals(robots, parsed.matchedPositionalValue(0, List.of()));
  }
}
