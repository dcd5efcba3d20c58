package io.smoothie.cli.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** README's commands are ones the program takes, and what it links to is there. */
class ReadmeTest {
  private static final Path ROOT = Path.of("..");
  private static final Set<String> OTHERS_PROGRAMS =
      Set.of("mvn", "temporal", "/usr/sbin/mosquitto", "docker", "mkdir", "sed", "rm");

  private final List<String> commands =
      Readme.examples().stream().map(Readme.Example::command).toList();

  @Test
  void the_first_three_commands_are_the_ones_every_user_needs() {
    assertEquals(
        List.of("./smoothie demo", "./smoothie up", "./smoothie order \"Strawberry Smoothie\""),
        commands.subList(0, 3));
  }

  @Test
  void the_test_command_is_the_one_ci_runs() throws IOException {
    assertTrue(commands.contains("mvn verify"), commands::toString);
    assertTrue(
        Files.readString(ROOT.resolve(".ci/run")).contains("mvn -B -ntp verify"),
        ".ci/run runs something else");
  }

  @Test
  void every_smoothie_command_is_taken_by_the_command_line(@TempDir Path home) {
    List<Readme.Example> ours = Readme.examples().stream().filter(Readme.Example::isOurs).toList();
    assertFalse(ours.isEmpty());
    ours.forEach(example -> CommandLines.assertTaken(example.arguments(), home));
  }

  @Test
  void every_other_command_is_of_a_program_that_readme_says_how_to_get() {
    for (String line : commands) {
      String program = CommandLines.words(line).get(0);
      assertTrue(program.endsWith("smoothie") || OTHERS_PROGRAMS.contains(program), () -> line);
    }
  }

  @Test
  void readme_ends_with_how_to_remove_everything() {
    assertEquals(
        "## Removing everything",
        Readme.lines().stream()
            .filter(line -> line.startsWith("## "))
            .reduce((before, last) -> last)
            .orElseThrow());
  }

  @Test
  void every_link_into_the_repository_leads_somewhere() throws IOException {
    try (Stream<Path> decisions = Files.list(ROOT.resolve("docs/decisions"))) {
      List<Path> documents = new ArrayList<>(decisions.toList());
      documents.add(ROOT.resolve("README.md"));
      documents.add(ROOT.resolve("CONTRIBUTING.md"));
      documents.add(ROOT.resolve("CHANGELOG.md"));
      for (Path document : documents) {
        Matcher link = Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(Files.readString(document));
        while (link.find()) {
          Path target = document.resolveSibling(link.group(1));
          assertTrue(Files.exists(target), () -> document + " links to " + target);
        }
      }
    }
  }
}
