package io.smoothie.cli.output;

import io.smoothie.cli.output.Look.Ink;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of cells in columns. Where lines have a width, the widest columns give way: they are cut,
 * all to one width, and what is cut ends with an ellipsis. Elsewhere nothing is cut; each column is
 * as wide as its widest cell, up to 40: a name of 128 characters shifts the cells to its right, not
 * those of other rows.
 */
public final class Columns {
  private static final String GAP = "  ";
  private static final int WIDEST = 40;

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

  public Columns(String... headings) {
    List<Cell> first = new ArrayList<>();
    for (String heading : headings) {
      first.add(new Cell(Ink.DIM, heading));
    }
    rows.add(first);
  }

  public Columns row(Cell... cells) {
    rows.add(List.of(cells));
    return this;
  }

  public List<String> lines(Look look) {
    List<Integer> natural = widths(look);
    boolean limited = look.width() != Look.ANY_WIDTH;
    int widest = limited ? widest(natural, look.width()) : WIDEST;
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
            .add(cells.get(i).ink(), limited ? Row.cut(text, widest) : text);
        column += Math.min(natural.get(i), widest) + GAP.length();
      }
      lines.add(row.toString());
    }
    return lines;
  }

  /** Of each column, that of its widest cell. */
  private List<Integer> widths(Look look) {
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

  /** How wide a column may be at most, so that all together fit. */
  private static int widest(List<Integer> natural, int width) {
    int most = natural.stream().mapToInt(Integer::intValue).max().orElse(0);
    while (most > NARROWEST && together(natural, most) > width) {
      most--;
    }
    return most;
  }

  private static int together(List<Integer> natural, int most) {
    return natural.stream().mapToInt(width -> Math.min(width, most)).sum()
        + GAP.length() * (natural.size() - 1);
  }
}
