package io.smoothie.cli.output;

import io.smoothie.cli.output.Look.Ink;

/** A line that grows to the right and knows how wide it looks. */
public final class Row {
  private final Look look;
  private final StringBuilder text = new StringBuilder();
  private int width;

  public Row(Look look) {
    this.look = look;
  }

  public Row add(Ink ink, String more) {
    text.append(look.paint(ink, more));
    width += width(more);
    return this;
  }

  /** Fills up to {@code column}; a wider row stays as it is. */
  public Row fillTo(int column, Ink ink, String with) {
    int missing = column - width;
    return missing > 0 ? add(ink, with.repeat(missing)) : this;
  }

  /** The line, without blanks at its end. */
  @Override
  public String toString() {
    return text.toString().stripTrailing();
  }

  /** The text, cut to that width if it is wider; then it ends with an ellipsis. */
  static String cut(String text, int most) {
    if (width(text) <= most) {
      return text;
    }
    int end = 0;
    int wide = 0;
    while (end < text.length() && wide + width(text.codePointAt(end)) < most) {
      wide += width(text.codePointAt(end));
      end = text.offsetByCodePoints(end, 1);
    }
    return text.substring(0, end) + "…";
  }

  static int width(String text) {
    return text.codePoints().map(Row::width).sum();
  }

  private static int width(int codePoint) {
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK || type == Character.FORMAT) {
      return 0;
    }
    boolean wide =
        Character.isIdeographic(codePoint)
            || (codePoint >= 0x1F300 && codePoint <= 0x1FAFF)
            || (codePoint >= 0xAC00 && codePoint <= 0xD7A3)
            || (codePoint >= 0x3040 && codePoint <= 0x30FF);
    return wide ? 2 : 1;
  }
}
