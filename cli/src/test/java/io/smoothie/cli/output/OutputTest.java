package io.smoothie.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.cli.output.Columns.Cell;
import io.smoothie.cli.output.Look.Ink;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutputTest {
  private record Thing(Instant startedAt, Duration took, @Nullable String nothing, String name) {}

  private static Look look(Map<String, String> environment, boolean terminal) {
    return Look.of(environment, terminal, () -> 60);
  }

  @Test
  void colour_needs_a_terminal_and_no_variable_that_forbids_it() {
    assertTrue(look(Map.of(), true).colour());
    assertFalse(look(Map.of(), false).colour());
    assertFalse(look(Map.of("NO_COLOR", "1"), true).colour());
    assertTrue(look(Map.of("NO_COLOR", ""), true).colour());
    assertFalse(look(Map.of("TERM", "dumb"), true).colour());
    assertTrue(look(Map.of("CLICOLOR_FORCE", "1"), false).colour());
    assertFalse(look(Map.of("CLICOLOR_FORCE", ""), false).colour());
    assertFalse(look(Map.of("CLICOLOR_FORCE", "1", "NO_COLOR", "1"), false).colour());
    assertFalse(look(Map.of("CLICOLOR", "0"), true).colour());
    assertTrue(look(Map.of("CLICOLOR", "1"), true).colour());
    assertFalse(look(Map.of("CLICOLOR", "1"), false).colour());
    assertTrue(look(Map.of("CLICOLOR", "0", "CLICOLOR_FORCE", "1"), true).colour());
  }

  @Test
  void a_line_is_overwritten_only_on_a_terminal_also_without_colour() {
    assertTrue(look(Map.of("NO_COLOR", "1"), true).live());
    assertFalse(look(Map.of("CLICOLOR_FORCE", "1"), false).live());
  }

  @Test
  void columns_are_as_wide_as_their_widest_cell_looks() {
    Columns columns =
        new Columns("A", "B", "")
            .row(Cell.of("冷茶"), new Cell(Ink.GOOD, "yes"), Cell.of(""))
            .row(Cell.of("x"), Cell.of("no"), Cell.of("why"));

    assertEquals(List.of("A     B", "冷茶  yes", "x     no   why"), columns.lines(Look.PLAIN));
    assertTrue(columns.lines(Look.LIT).get(1).contains("\u001b[32myes\u001b[0m"));
  }

  @Test
  void a_very_long_cell_pushes_on_its_own_row_only() {
    String name = "n".repeat(128);
    Columns columns =
        new Columns("ROBOT", "STATUS", "ORDER")
            .row(Cell.of(name), Cell.of("BROKEN"), Cell.of("o1"))
            .row(Cell.of("Robot1"), Cell.of("ONLINE"), Cell.of(""));

    List<String> lines = columns.lines(Look.PLAIN);

    assertEquals(name + "  BROKEN  o1", lines.get(1));
    assertEquals("Robot1" + " ".repeat(36) + "ONLINE", lines.get(2));
  }

  @Test
  void the_width_of_a_terminal_is_asked_for_once_and_only_where_it_is_wanted() {
    AtomicInteger asked = new AtomicInteger();
    Look look = Look.of(Map.of(), true, () -> 60 + asked.getAndIncrement());
    assertTrue(look.colour() && look.live());
    assertEquals(0, asked.get());
    assertEquals(60, look.width());
    assertEquals(58, look.indented(2).width());
    assertEquals(1, asked.get());
  }

  @Test
  void only_a_terminal_limits_the_width_of_lines() {
    assertEquals(60, look(Map.of(), true).width());
    assertEquals(Look.ANY_WIDTH, look(Map.of("CLICOLOR_FORCE", "1"), false).width());
    assertEquals(Look.ANY_WIDTH, look(Map.of("TERM", "dumb"), true).width());
    assertEquals(132, Terminal.width(Map.of("COLUMNS", "132")));
    assertTrue(Terminal.width(Map.of("COLUMNS", "wide")) > 0);
  }

  @Test
  void the_widest_columns_are_cut_until_a_line_fits_and_the_first_one_last() {
    Columns columns =
        new Columns("ORDER", "STATUS", "FROM", "")
            .row(
                Cell.of("0123456789abcdef0123"),
                Cell.of("failed"),
                Cell.of("21:32:39 UTC"),
                Cell.of("冷茶 did not answer within 10s"))
            .row(Cell.of("R2"), Cell.of("made"), Cell.of(""), Cell.of("short"));

    assertEquals(
        List.of(
            "ORDER                 STATUS  FROM",
            "0123456789abcdef0123  failed  21:32:39 …  冷茶 did …",
            "R2                    made                short"),
        lines(columns, 52));
    assertEquals("0123456789a…  failed  21:32:3…  冷茶 di…", lines(columns, 40).get(1));
    assertEquals("012…  fai…  21:…  冷…", lines(columns, 9).get(1));
    assertTrue(columns.lines(Look.PLAIN).get(1).endsWith("within 10s"));
    assertEquals(lines(columns, 40), columns.lines(new Look(false, true, 42).indented(2)));
    assertEquals(columns.lines(Look.PLAIN), columns.lines(Look.PLAIN.indented(2)));
  }

  private static List<String> lines(Columns columns, int width) {
    return columns.lines(new Look(false, true, width));
  }

  @Test
  void a_cell_may_say_something_else_on_a_terminal() {
    Columns columns =
        new Columns("SINCE").row(new Cell(Ink.NONE, "2026-11-22T20:00:00Z", "3m ago"));

    assertEquals("2026-11-22T20:00:00Z", columns.lines(Look.PLAIN).get(1));
    assertEquals("3m ago", columns.lines(new Look(false, true)).get(1));
  }

  @Test
  void JSON_is_ASCII_in_snake_case_with_times_in_UTC() {
    Thing thing =
        new Thing(Instant.parse("2026-11-22T20:00:00.123456Z"), Duration.ofMillis(1500), null, "冷");

    assertEquals(
        "{\"started_at\":\"2026-11-22T20:00:00.123Z\",\"took\":1.5,\"name\":\"\\u51B7\"}",
        Json.line(thing));
    assertEquals("10", Json.line(Duration.ofSeconds(10)));
  }
}
