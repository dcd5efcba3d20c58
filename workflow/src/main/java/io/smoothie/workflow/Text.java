package io.smoothie.workflow;

/**
 * Text that came from outside, made fit to be shown: a robot's reason, a smoothie's name, whatever
 * was typed.
 *
 * <p>White space and unfit characters are listed here, in tables of our own: the tables of {@link
 * Character} differ from one JDK to the next, and an order that one worker accepts must be accepted
 * by every other worker that replays it. A code point that Unicode has not assigned yet is fit.
 */
public final class Text {
  private Text() {}

  /** Zero-width joiner and non-joiner, without which some scripts and emoji are misspelt. */
  private static final int NON_JOINER = 0x200C;

  private static final int JOINER = 0x200D;

  /** White space, first and last of each range, ascending; no-break spaces are not among it. */
  private static final int[][] WHITE_SPACE = {
    {'\t', '\r'},
    {0x1C, ' '},
    {0x1680, 0x1680},
    {0x2000, 0x2006},
    {0x2008, 0x200A},
    {0x2028, 0x2029},
    {0x205F, 0x205F},
    {0x3000, 0x3000}
  };

  /**
   * Characters that are not shown as they are, first and last of each range, ascending. {@link
   * #isUnfit} excepts the joiners, which are in the table, and adds the two noncharacters at the
   * end of each plane, which are not.
   */
  private static final int[][] UNFIT = {
    {0x0000, 0x001F}, // C0 controls
    {0x007F, 0x009F}, // delete and C1 controls
    {0x00AD, 0x00AD}, // soft hyphen
    {0x0600, 0x0605}, // Arabic number signs
    {0x061C, 0x061C}, // Arabic letter mark
    {0x06DD, 0x06DD}, // Arabic end of ayah
    {0x070F, 0x070F}, // Syriac abbreviation mark
    {0x0890, 0x0891}, // Arabic pound and piastre marks
    {0x08E2, 0x08E2}, // Arabic disputed end of ayah
    {0x180E, 0x180E}, // Mongolian vowel separator
    {0x200B, 0x200F}, // zero-width space, joiners, left-to-right and right-to-left marks
    {0x2028, 0x202E}, // line and paragraph separators, bidirectional embeddings and overrides
    {0x2060, 0x206F}, // word joiner, invisible operators, bidirectional isolates
    {0xD800, 0xF8FF}, // surrogates and private use
    {0xFDD0, 0xFDEF}, // noncharacters
    {0xFEFF, 0xFEFF}, // byte order mark
    {0xFFF9, 0xFFFB}, // interlinear annotations
    {0x110BD, 0x110BD}, // Kaithi number sign
    {0x110CD, 0x110CD}, // Kaithi number sign above
    {0x13430, 0x1343F}, // Egyptian hieroglyph format controls
    {0x1BCA0, 0x1BCA3}, // shorthand format controls
    {0x1D173, 0x1D17A}, // musical format controls
    {0xE0000, 0xE007F}, // tags
    {0xF0000, 0x10FFFF} // private use
  };

  /**
   * {@code text} on one line: control, format (bidirectional overrides among them, joiners not),
   * line-separator, surrogate and private-use characters and noncharacters are left out, white
   * space is folded, and a text longer than {@code maxCodePoints} is cut and ends in an ellipsis.
   */
  public static String forOneLine(String text, int maxCodePoints) {
    StringBuilder clean = new StringBuilder();
    text.codePoints()
        .map(c -> isWhiteSpace(c) ? ' ' : c)
        .filter(c -> !isUnfit(c))
        .forEach(
            c -> {
              if (c != ' ' || (clean.length() > 0 && clean.charAt(clean.length() - 1) != ' ')) {
                clean.appendCodePoint(c);
              }
            });
    String line = clean.toString().trim();
    if (line.codePointCount(0, line.length()) <= maxCodePoints) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, maxCodePoints - 1)) + "…";
  }

  /** Whether nothing of {@code text} can be seen. */
  public static boolean isBlank(String text) {
    return text.codePoints().allMatch(c -> isWhiteSpace(c) || isJoiner(c));
  }

  /** Whether every character of {@code text} may be shown as it is, on one line. */
  public static boolean isFit(String text) {
    return text.codePoints().noneMatch(Text::isUnfit);
  }

  /** {@code text} with every character that GitHub Markdown gives a meaning to escaped. */
  public static String forMarkdown(String text) {
    return text.replaceAll("([\\\\`*_{}\\[\\]()#+.!|<>~&:@-])", "\\\\$1");
  }

  private static boolean isJoiner(int codePoint) {
    return codePoint == JOINER || codePoint == NON_JOINER;
  }

  private static boolean isUnfit(int codePoint) {
    return (isIn(UNFIT, codePoint) && !isJoiner(codePoint)) || (codePoint & 0xFFFE) == 0xFFFE;
  }

  private static boolean isWhiteSpace(int codePoint) {
    return isIn(WHITE_SPACE, codePoint);
  }

  private static boolean isIn(int[][] ranges, int codePoint) {
    for (int[] range : ranges) {
      if (codePoint <= range[1]) {
        return codePoint >= range[0];
      }
    }
    return false;
  }

  /** As in '1 robot', '2 robots'. */
  public static String counted(long count, String what) {
    return "%s %s%s".formatted(count, what, count == 1 ? "" : "s");
  }
}
