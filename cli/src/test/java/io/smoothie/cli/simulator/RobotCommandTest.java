package io.smoothie.cli.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.cli.Smoothie;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.testing.Shop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.ParseResult;

class RobotCommandTest {
  @TempDir Path home;

  @Test
  void a_reason_to_fail_is_attached_so_that_no_robots_name_is_taken_for_a_reason() {
    assertParsed("", List.of("Robot1", "Robot2"), "--fail", "Robot1", "Robot2");
    assertParsed("", List.of("Robot1"), "Robot1", "--fail");
    assertParsed("no milk", List.of("Robot1"), "--fail=no milk", "Robot1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--progress=0 | --progress is 0s; at least 10ms",
        "--progress=9ms | --progress is 9ms; at least 10ms",
        "--progress=often | not a duration",
        "--stall-at=101 | --stall-at is 101; it goes from 0 to 100",
        "--stall-at=-1 | --stall-at is -1; it goes from 0 to 100",
        "--stall-at=half | is not an int",
      })
  void a_pace_or_a_percent_that_cannot_be_is_wrong_use(String option, String why) {
    Shop.Ran ran =
        Shop.ran(
            new Surroundings(Map.of(), home),
            List.of("robot", "Robot1", option, "--mqtt-url=mqtt://127.0.0.1:1"));

    assertEquals(2, ran.exit(), ran.err());
    assertTrue(ran.err().contains(why), ran.err());
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
