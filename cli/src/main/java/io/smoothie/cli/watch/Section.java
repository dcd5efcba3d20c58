package io.smoothie.cli.watch;

import io.smoothie.cli.live.Cut;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A part of the page: its heading, and rows of which there may be more than fit.
 *
 * @param most how many rows there can be
 * @param rows those for which there is room
 */
record Section(String heading, int most, IntFunction<List<String>> rows) {
  /** So many rows of each section come first, then so many, then all. */
  private static final List<Integer> ROUNDS = List.of(3, 8, Integer.MAX_VALUE);

  /**
   * @param all how many rows there would be
   * @param known how many of them can be shown
   * @param rows the rows, given how many of them fit
   */
  static Section of(String heading, int all, int known, IntFunction<List<String>> rows) {
    return new Section(
        heading,
        // One more, to say how many are not shown.
        Math.min(all, known + 1),
        room -> Cut.to(rows.apply(room), all, room));
  }

  /**
   * {@code top}, and below it the sections, each with its share of the room; they stand apart where
   * all of them fits. No more lines than {@code room}.
   */
  static List<String> below(List<String> top, List<Section> sections, int room) {
    List<String> lines = new ArrayList<>(top);
    int[] given = share(sections, room - lines.size() - sections.size());
    int needed =
        lines.size() + 2 * sections.size() + sections.stream().mapToInt(Section::most).sum();
    for (int i = 0; i < given.length; i++) {
      Section section = sections.get(i);
      if (needed <= room) {
        lines.add("");
      }
      lines.add(section.heading);
      section.rows.apply(given[i]).forEach(row -> lines.add("  " + row));
    }
    return lines.subList(0, Math.min(room, lines.size()));
  }

  /** How many rows each section gets of those that there is room for. */
  private static int[] share(List<Section> sections, int room) {
    int[] given = new int[sections.size()];
    int left = Math.max(0, room);
    for (int round : ROUNDS) {
      for (int i = 0; i < given.length; i++) {
        int more = Math.min(left, Math.min(round, sections.get(i).most) - given[i]);
        given[i] += Math.max(0, more);
        left -= Math.max(0, more);
      }
    }
    return given;
  }
}
