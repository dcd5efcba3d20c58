package io.smoothie.cli.help;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.cli.Smoothie;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.output.Look;
import io.smoothie.cli.testing.Shop;
import io.smoothie.cli.testing.Shop.Ran;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class HelpTest {
  @TempDir Path folder;

  @Test
  void every_page_fits_sixty_columns_and_breaks_no_example() {
    for (CommandLine command : all()) {
      String page = page(command, 60);
      List<String> examples = List.of(command.getCommandSpec().usageMessage().footer());
      assertFalse(examples.isEmpty(), page);
      assertTrue(page.lines().toList().containsAll(examples), page);
      page.lines()
          .filter(line -> !examples.contains(line))
          .forEach(line -> assertTrue(line.length() <= 60, () -> line + "\n" + page));
    }
  }

  @Test
  void a_page_is_as_wide_as_the_terminal_and_eighty_columns_without_one() {
    CommandLine show = command("orders", "show");
    int wide = widest(page(show, 100));
    assertTrue(wide > 80 && wide <= 100, page(show, 100));
    assertEquals(page(show, 80), page(show, Look.ANY_WIDTH));
  }

  @Test
  void a_commands_own_options_come_first_and_then_those_that_many_have() {
    String page = page(command("robots", "list"), 80);

    int many = page.indexOf("Options that many commands have:");
    assertTrue(page.indexOf("--status") < many, page);
    assertTrue(page.indexOf("--quiet") < many, page);
    assertTrue(page.indexOf("--db-url") > many, page);
    assertTrue(page.indexOf("--log-level") > many, page);
    assertTrue(page.indexOf("--help") > many, page);
  }

  @Test
  void a_group_lists_its_commands_before_options() {
    String page = page(command("robots"), 80);

    assertTrue(page.indexOf("take-over") < page.indexOf("--log-level"), page);
  }

  @Test
  void options_of_which_one_is_needed_are_in_the_first_line() {
    assertTrue(
        page(command("dead-letters", "purge"), 80).contains("(--older-than=DURATION | --all)"));
  }

  @Test
  void a_command_lists_the_exit_codes_that_it_can_have() {
    for (CommandLine command : all()) {
      CommandSpec spec = command.getCommandSpec();
      if (command.getParent() == null
          || !command.getSubcommands().isEmpty()
          || spec.usageMessage().hidden()) {
        continue;
      }
      String name = spec.qualifiedName();
      List<String> codes =
          spec.usageMessage().exitCodeList().keySet().stream().map(String::strip).toList();
      boolean follows = name.equals("smoothie order") || name.equals("smoothie orders show");
      assertTrue(codes.containsAll(List.of("0", "2")), name);
      assertEquals(has(spec, "--wait-timeout"), codes.contains("8"), name);
      assertTrue(!has(spec, "--watch") || codes.contains("130"), name);
      assertEquals(
          has(spec, "--db-url", "--temporal-address", "--mqtt-url") || name.equals("smoothie up"),
          codes.contains("4"),
          name);
      assertEquals(follows, codes.contains("5"), name);
      assertEquals(follows || name.equals("smoothie bench"), codes.contains("3"), name);
    }
    assertTrue(page(command("robots", "list"), 80).contains("no connection"));
    assertFalse(page(command("robots", "list"), 80).contains("cancelled"));
  }

  @Test
  void help_says_what_the_option_says() {
    assertEquals(run("orders", "list", "--help").out(), run("help", "orders", "list").out());
    assertEquals(run("orders", "--help").out(), run("help", "orders").out());
    assertEquals(run("--help").out(), run("help").out());
    assertEquals(0, run("help").exit());
    Shop.assertRefused(2, "smoothie orders has no command \"shw\"", run("help", "orders", "shw"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lst                | smoothie has no command \"lst\": smoothie --help lists those that it has",
        "letters            | smoothie has no command \"letters\": smoothie --help lists those that it has",
        "orders lst         | smoothie orders has no command \"lst\"; did you mean: smoothie orders list",
        "robtos list        | smoothie has no command \"robtos\"; did you mean: smoothie robots",
        "sched              | smoothie has no command \"sched\"; did you mean: smoothie schedules",
        "cancel o1          | smoothie has no command \"cancel\"; did you mean: smoothie orders cancel",
        "list               | smoothie has no command \"list\": smoothie --help lists those that it has",
        "robots list --statsu x | smoothie robots list has no option --statsu; did you mean: --status",
        "order Strawberry Smoothie | A name with blanks in it has quotes around it: \"Strawberry Smoothie\"",
        "order Extra --detach Strawberry Mix | A name with blanks in it has quotes around it: \"Extra Strawberry Mix\""
      })
  void a_mistyped_word_gets_one_line_with_a_good_guess_or_none(String typed, String line) {
    Ran ran = run(typed.split(" "));

    assertEquals(2, ran.exit());
    assertEquals(line + "\n", ran.err());
    assertEquals("", ran.out());
  }

  @Test
  void what_cannot_be_guessed_says_where_the_use_is_described() {
    Ran option = run("robots", "list", "--colour");
    assertEquals(2, option.exit());
    assertEquals(
        "Unknown option: '--colour'\nHow it is used: smoothie robots list --help\n", option.err());
    Ran missing = run("robots");
    assertEquals(2, missing.exit());
    assertTrue(missing.err().startsWith("Missing required subcommand\nUsage: smoothie robots"));
    assertFalse(run("x\u001b[31m").err().contains("\u001b"));
  }

  private static int widest(String page) {
    return page.lines().mapToInt(String::length).max().orElse(0);
  }

  private static boolean has(CommandSpec spec, String... options) {
    return Arrays.stream(options).anyMatch(option -> spec.findOption(option) != null);
  }

  private static String page(CommandLine command, int width) {
    return HelpPage.text(command, new Look(false, true, width));
  }

  private List<CommandLine> all() {
    return andBelow(root()).toList();
  }

  private static Stream<CommandLine> andBelow(CommandLine command) {
    return Stream.concat(
        Stream.of(command), command.getSubcommands().values().stream().flatMap(HelpTest::andBelow));
  }

  private CommandLine command(String... words) {
    CommandLine command = root();
    for (String word : words) {
      command = Objects.requireNonNull(command.getSubcommands().get(word), word);
    }
    return command;
  }

  private CommandLine root() {
    return Smoothie.commandLine(new Surroundings(Map.of(), folder));
  }

  private Ran run(String... words) {
    return Shop.ran(new Surroundings(Map.of(), folder), List.of(words));
  }
}
