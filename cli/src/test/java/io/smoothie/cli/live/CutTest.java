package io.smoothie.cli.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CutTest {
  private static final List<String> LINES = List.of("one", "two", "three");

  @Test
  void what_fits_is_left_as_it_is() {
    assertEquals(LINES, Cut.to(LINES, 3, 3));
    assertEquals(List.of(), Cut.to(List.of(), 0, 0));
  }

  @Test
  void what_does_not_fit_ends_with_how_many_more_there_are() {
    assertEquals(List.of("one", "… and 2 more"), Cut.to(LINES, 3, 2));
    assertEquals(List.of("… and 3 more"), Cut.to(LINES, 3, 1));
    assertEquals(List.of(), Cut.to(LINES, 3, 0));
  }

  @Test
  void those_that_are_not_among_the_lines_are_counted_too() {
    assertEquals(List.of("one", "two", "three", "… and 197 more"), Cut.to(LINES, 200, 10));
    assertEquals(List.of("one", "… and 199 more"), Cut.to(LINES, 200, 2));
  }
}
