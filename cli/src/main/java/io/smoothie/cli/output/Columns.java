package io.smoothie.cli.output;

import io.smoothie.cli.output.Look.Ink;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of cells, each column as wide as its widest cell, up to 40: a name of 128 characters shifts
 * the cells to its right, not those of other rows.
 */
public final class Columns {
  private static final String GAP = "  ";
  private static final int WIDEST = 40;

  /** A cell: its text, and the meaning of its colour. */
  public record Cell(Ink ink, String text) {
    public static Cell of(String text) {
      return new Cell(Ink.NONE, text);
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
    List<Integer> widths = new ArrayList<>();
    for (List<Cell> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        int width = Math.min(Row.width(row.get(i).text()), WIDEST);
        if (i == widths.size()) {
          widths.add(width);
        } else {
          widths.set(i, Math.max(widths.get(i), width));
        }
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<Cell> cells : rows) {
      Row row = new Row(look);
      int column = 0;
      for (int i = 0; i < cells.size(); i++) {
        if (i > 0) {
          row.add(Ink.NONE, GAP);
        }
        row.fillTo(column, Ink.NONE, " ").add(cells.get(i).ink(), cells.get(i).text());
        column += widths.get(i) + GAP.length();
      }
      lines.add(row.toString());
    }
    return lines;
  }
}
