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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutputTest {
  private record Thing(Instant startedAt, Duration took, @Nullable String nothing, String name) {}

  @Test
  void colour_needs_a_terminal_and_no_variable_that_forbids_it() {
    assertTrue(Look.of(Map.of(), true).colour());
    assertFalse(Look.of(Map.of(), false).colour());
    assertFalse(Look.of(Map.of("NO_COLOR", "1"), true).colour());
    assertTrue(Look.of(Map.of("NO_COLOR", ""), true).colour());
    assertFalse(Look.of(Map.of("TERM", "dumb"), true).colour());
    assertTrue(Look.of(Map.of("CLICOLOR_FORCE", "1"), false).colour());
    assertFalse(Look.of(Map.of("CLICOLOR_FORCE", ""), false).colour());
    assertFalse(Look.of(Map.of("CLICOLOR_FORCE", "1", "NO_COLOR", "1"), false).colour());
  }

  @Test
  void a_line_is_overwritten_only_on_a_terminal_also_without_colour() {
    assertTrue(Look.of(Map.of("NO_COLOR", "1"), true).live());
    assertFalse(Look.of(Map.of("CLICOLOR_FORCE", "1"), false).live());
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
  void JSON_is_ASCII_in_snake_case_with_times_in_UTC() {
    Thing thing =
        new Thing(Instant.parse("2026-11-22T20:00:00.123456Z"), Duration.ofMillis(1500), null, "冷");

    assertEquals(
        "{\"started_at\":\"2026-11-22T20:00:00.123Z\",\"took\":1.5,\"name\":\"\\u51B7\"}",
        Json.line(thing));
    assertEquals("10", Json.line(Duration.ofSeconds(10)));
  }
}
