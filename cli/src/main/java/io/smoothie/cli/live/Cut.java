package io.smoothie.cli.live;

import java.util.ArrayList;
import java.util.List;

/** Lines where there is little room. */
public final class Cut {
  private Cut() {}

  /**
   * The first of {@code lines}, and how many more there are where not all fit.
   *
   * @param all how many there are; some of them may not be among {@code lines}
   * @param room how many lines fit, with the one that says how many more there are
   */
  public static List<String> to(List<String> lines, int all, int room) {
    if (all <= room && all == lines.size()) {
      return lines;
    }
    int shown = Math.min(lines.size(), Math.max(0, room - 1));
    List<String> cut = new ArrayList<>(lines.subList(0, shown));
    if (room > 0) {
      cut.add("… and %d more".formatted(all - shown));
    }
    return cut;
  }
}
