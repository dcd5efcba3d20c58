package io.smoothie.cli.output;

import io.smoothie.cli.output.Look.Ink;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of cells in columns. Where lines have a width, columns give way: the widest ones are cut,
 * all to one width, and what is cut ends with an ellipsis; the first column, which names what the
 * row is about, is cut last. Elsewhere nothing is cut; each column is as wide as its widest cell,
 * up to 40: a name of 128 characters shifts the cells to its right, not those of other rows.
 */
public final class Columns {
  private static final String GAP = "  ";
  private static final int WIDEST = 40;

  /** Other columns are not cut to less while the first one is whole. */
  private static final int NARROW = 8;

  /** A column is not cut to less, even where the line is too long then. */
  private static final int NARROWEST = 4;

  /**
   * A cell: its text, and the meaning of its colour.
   *
   * @param live what it says instead where it is read from a terminal now
   */
  public record Cell(Ink ink, String text, String live) {
    public Cell(Ink ink, String text) {
      this(ink, text, text);
    }

    public static Cell of(String text) {
      return new Cell(Ink.NONE, text);
    }

    /** The same in another colour. */
    public Cell in(Ink other) {
      return new Cell(other, text, live);
    }

    private String text(Look look) {
      return look.live() ? live : text;
    }
  }

  private final List<List<Cell>> rows = new ArrayList<>();

  /** No heading: rows only. */
  public Columns(String... headings) {
    List<Cell> first = new ArrayList<>();
    for (String heading : headings) {
      first.add(new Cell(Ink.DIM, heading));
    }
    if (!first.isEmpty()) {
      rows.add(first);
    }
  }

  public Columns row(Cell... cells) {
    rows.add(List.of(cells));
    return this;
  }

  public List<String> lines(Look look) {
    if (rows.isEmpty()) {
      return List.of();
    }
    boolean limited = look.width() != Look.ANY_WIDTH;
    List<Integer> widths = limited ? fitted(look) : upTo(WIDEST, natural(look));
    List<String> lines = new ArrayList<>();
    for (List<Cell> cells : rows) {
      Row row = new Row(look);
      int column = 0;
      for (int i = 0; i < cells.size(); i++) {
        if (i > 0) {
          row.add(Ink.NONE, GAP);
        }
        String text = cells.get(i).text(look);
        row.fillTo(column, Ink.NONE, " ")
            .add(cells.get(i).ink(), limited ? Row.cut(text, widths.get(i)) : text);
        column += widths.get(i) + GAP.length();
      }
      lines.add(row.toString());
    }
    return lines;
  }

  /** Of each column, that of its widest cell. */
  private List<Integer> natural(Look look) {
    List<Integer> widths = new ArrayList<>();
    for (List<Cell> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        int width = Row.width(row.get(i).text(look));
        if (i == widths.size()) {
          widths.add(width);
        } else {
          widths.set(i, Math.max(widths.get(i), width));
        }
      }
    }
    return widths;
  }

  /** Of each column, so that a line has the look's width, if that is possible. */
  private List<Integer> fitted(Look look) {
    List<Integer> natural = natural(look);
    int first = natural.get(0);
    List<Integer> others = natural.subList(1, natural.size());
    int left = look.width() - GAP.length() * others.size();
    List<Integer> fitted = new ArrayList<>(List.of(first));
    fitted.addAll(upTo(widest(others, left - first, NARROW), others));
    return upTo(widest(fitted, left, NARROWEST), fitted);
  }

  /** How wide a column may be at most, so that all together fit; no less than {@code least}. */
  private static int widest(List<Integer> widths, int together, int least) {
    int most = widths.stream().mapToInt(Integer::intValue).max().orElse(0);
    while (most > least && sum(upTo(most, widths)) > together) {
      most--;
    }
    return most;
  }

  private static List<Integer> upTo(int most, List<Integer> widths) {
    return widths.stream().map(width -> Math.min(width, most)).toList();
  }

  private static int sum(List<Integer> widths) {
    return widths.stream().mapToInt(Integer::intValue).sum();
  }
}
