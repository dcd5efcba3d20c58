package io.smoothie.cli.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.cli.output.Look;
import io.smoothie.cli.output.Look.Ink;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;

/** What fits on a screen; that it is drawn there, the real tier's {@code TerminalRealTest} sees. */
class LiveScreenTest {
  private static List<String> fit(int rows, int columns, String... lines) {
    return LiveScreen.fit(List.of(lines), rows, columns).stream()
        .map(AttributedString::toString)
        .toList();
  }

  @Test
  void lines_that_fit_are_whole_and_wider_ones_end_in_an_ellipsis() {
    assertEquals(List.of("12345", "1234…"), fit(2, 5, "12345", "123456"));
    assertEquals(List.of("…"), fit(1, 1, "12"));
  }

  @Test
  void no_more_lines_than_rows() {
    assertEquals(List.of("a", "b"), fit(2, 80, "a", "b", "c"));
    assertEquals(List.of("a"), fit(2, 80, "a"));
  }

  @Test
  void a_character_that_takes_two_columns_is_counted_as_two_and_never_cut_in_half() {
    assertEquals(List.of("芒果汁"), fit(1, 6, "芒果汁"));
    assertEquals(List.of("芒果…"), fit(1, 5, "芒果汁"));
    assertEquals(List.of("芒…"), fit(1, 4, "芒果汁"));
    assertEquals(List.of("a🥭…"), fit(1, 4, "a🥭🥭"));
    for (int columns = 1; columns <= 12; columns++) {
      int width = LiveScreen.fit(List.of("x芒果🥭汁é"), 1, columns).get(0).columnLength();
      int whole = Math.min(columns, 10);
      assertTrue(width == whole || width == whole - 1, columns + " columns: " + width);
    }
  }

  @Test
  void colours_take_no_room_and_stay() {
    AttributedString line =
        LiveScreen.fit(List.of(Look.LIT.paint(Ink.BAD, "BROKEN") + " robot"), 1, 12).get(0);
    assertEquals("BROKEN robot", line.toString());
    assertNotEquals(AttributedStyle.DEFAULT, line.styleAt(5));
    assertEquals(AttributedStyle.DEFAULT, line.styleAt(6));
  }
}
