package io.smoothie.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.cli.config.Surroundings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The command line as a process builds it, with the named commands only, beside the whole one. */
class CommandTreeTest {
  private static final Surroundings SURROUNDINGS =
      new Surroundings(Map.of(), Path.of("/nowhere").toAbsolutePath());

  @Test
  void every_command_answers_the_same_when_it_alone_is_named() {
    List<List<String>> all = paths(Smoothie.commandLine(SURROUNDINGS));
    assertTrue(all.contains(List.of("robots", "list")), all::toString);
    assertTrue(all.contains(List.of("order")), all::toString);
    for (List<String> path : all) {
      assertSame(with(path, "--help"));
      assertSame(with(path, "--no-such-option"));
    }
  }

  @Test
  void the_groups_have_their_commands() {
    CommandLine line = Smoothie.commandLine(SURROUNDINGS);
    Set<String> groups =
        line.getSubcommands().entrySet().stream()
            .filter(each -> !each.getValue().getSubcommands().isEmpty())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    assertEquals(Set.of("orders", "schedules", "queue", "robots", "dead-letters", "ca"), groups);
  }

  @Test
  void a_group_and_a_mistyped_command_are_answered_as_before() {
    assertSame(List.of());
    assertSame(List.of("robots"));
    assertSame(List.of("ordr"));
    assertSame(List.of("robots", "lst"));
    assertSame(List.of("order", "robots", "list"));
    assertSame(List.of("--version"));
  }

  @Test
  void a_command_that_is_not_named_has_no_options_and_no_commands() {
    CommandLine line = Smoothie.commandLine(SURROUNDINGS, Set.of("robots", "list")::contains);

    assertEquals(Set.of(), in(line, "orders").getSubcommands().keySet());
    assertNotEquals(List.of(), own(in(line, "robots", "list")));
    assertEquals(List.of(), own(in(line, "robots", "add")));
    assertEquals(List.of(), own(in(line, "order")));
    assertFalse(own(in(Smoothie.commandLine(SURROUNDINGS), "order")).isEmpty());
  }

  private static CommandLine in(CommandLine line, String... path) {
    CommandLine command = line;
    for (String name : path) {
      command = Objects.requireNonNull(command.getSubcommands().get(name), name);
    }
    return command;
  }

  /** The options of its own, not of all commands. */
  private static List<String> own(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .filter(option -> !option.inherited())
        .map(option -> option.longestName())
        .filter(name -> !Set.of("--help", "--version").contains(name))
        .toList();
  }

  private static void assertSame(List<String> words) {
    assertEquals(
        said(Smoothie.commandLine(SURROUNDINGS), words),
        said(Smoothie.commandLine(SURROUNDINGS, Set.copyOf(words)::contains), words),
        words::toString);
  }

  private static String said(CommandLine line, List<String> words) {
    StringWriter said = new StringWriter();
    PrintWriter lines = new PrintWriter(said);
    int exitCode = line.setOut(lines).setErr(lines).execute(words.toArray(String[]::new));
    return exitCode + "\n" + said;
  }

  private static List<List<String>> paths(CommandLine command) {
    List<List<String>> paths = new ArrayList<>();
    command
        .getSubcommands()
        .forEach(
            (name, each) -> {
              paths.add(List.of(name));
              paths(each).forEach(rest -> paths.add(with(List.of(name), rest)));
            });
    return paths;
  }

  private static List<String> with(List<String> words, String more) {
    return with(words, List.of(more));
  }

  private static List<String> with(List<String> words, List<String> more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(more);
    return all;
  }
}
