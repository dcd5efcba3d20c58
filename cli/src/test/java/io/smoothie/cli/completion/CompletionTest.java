package io.smoothie.cli.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.activities.table.Table;
import io.smoothie.cli.Smoothie;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.workflow.ClaimRequest;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the shells' scripts are told. */
class CompletionTest {
  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          rob, robots robot
          orders|red, redrive
          orders|list|--stat, --status
          orders|list|--status|wa, waiting
          orders|list|--status=wa, --status=waiting
          orders|list|--status=made|--since|1h|--status|fa, failed
          'orders|list|--status=made,fa', '--status=made,failed'
          --log-level|error|queue|l, list
          robots|list|--status|w, working
          completion|z, zsh
          """)
  void a_word_that_has_begun_is_completed(String line, String words) {
    assertEquals(List.of(words.split(" ")), words(line.split("\\|")));
  }

  @Test
  void a_place_where_nothing_is_written_has_what_may_stand_there_and_says_what_it_is() {
    List<String> lines = lines("");
    assertTrue(lines.contains("queue\tShows the orders that wait for a robot."), lines::toString);
    assertFalse(lines.stream().anyMatch(line -> line.startsWith("_")), lines::toString);
    assertEquals(List.of("list"), words("queue", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"order|", "order|--from|", "nonsense|x|", "queue|list|--nonsense="})
  void what_is_not_known_has_no_candidates(String line) {
    assertEquals(List.of(), words(line.split("\\|", -1)));
  }

  @Test
  void robots_and_orders_are_those_of_the_table() {
    try (Table table = Table.open(TableOptions.urlIn(folder.resolve("data")))) {
      table.robots().add(List.of(new RobotName("Robot1")));
      claim(table, "has-it");
      claim(table, "waits");
    }

    assertEquals(List.of("Robot1\tWORKING"), lines("robots", "drain", "R"));
    assertEquals(List.of("--robot=Robot1"), words("order", "Green", "--robot="));
    assertEquals(List.of("Robot1"), words("robots", "remove", "Robot2", ""));
    assertEquals(
        List.of("has-it\tworking, Robot1", "waits\twaiting"),
        lines("orders", "show", "").stream().skip(1).toList());
    assertEquals(List.of("waits"), words("orders", "cancel", "has-it", "w"));
    assertEquals(List.of("latest"), words("orders", "redrive", "l"));
  }

  @Test
  void a_table_that_is_not_there_is_not_made() {
    assertEquals(List.of(), lines("robots", "drain", "R"));
    assertFalse(Files.exists(folder.resolve("data")));
  }

  @Test
  void a_table_that_cannot_be_read_has_none_and_nothing_is_said() throws Exception {
    Files.writeString(Files.createDirectories(folder.resolve("data")).resolve("smoothie.db"), "x");

    assertEquals(List.of(), lines("robots", "drain", "R"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void each_shell_has_its_script(String shell) {
    String script = run("completion", shell);

    assertTrue(script.contains("__complete -- "), script);
  }

  private static void claim(Table table, String order) {
    var unused =
        table
            .claims()
            .claim(new ClaimRequest(new OrderId(order), 1, 3, Instant.now(), /* queue= */ true));
  }

  private List<String> words(String... line) {
    return lines(line).stream().map(one -> one.substring(0, one.indexOf('\t'))).toList();
  }

  private List<String> lines(String... line) {
    return run(Stream.concat(Stream.of("__complete", "--"), Stream.of(line)).toArray(String[]::new))
        .lines()
        .toList();
  }

  private String run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Smoothie.commandLine(new Surroundings(Map.of(), folder));
    assertEquals(
        0, line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments));
    assertEquals("", err.toString());
    return out.toString();
  }
}
