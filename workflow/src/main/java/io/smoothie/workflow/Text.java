package io.smoothie.workflow;

/**
 * Text that came from outside, made fit to be shown: a robot's reason, a smoothie's name, whatever
 * was typed.
 */
public final class Text {
  private Text() {}

  /** Zero-width joiner and non-joiner, without which some scripts and emoji are misspelt. */
  private static final int NON_JOINER = 0x200C;

  private static final int JOINER = 0x200D;

  /**
   * {@code text} on one line: control, format (bidirectional overrides among them, joiners not),
   * line-separator, surrogate and private-use characters are left out, white space is folded, and
   * what is longer than {@code maxCodePoints} is cut and ends in an ellipsis.
   */
  public static String forOneLine(String text, int maxCodePoints) {
    StringBuilder clean = new StringBuilder();
    text.codePoints()
        .map(c -> Character.isWhitespace(c) ? ' ' : c)
        .filter(c -> !isUnfit(c))
        .forEach(
            c -> {
              if (c != ' ' || (clean.length() > 0 && clean.charAt(clean.length() - 1) != ' ')) {
                clean.appendCodePoint(c);
              }
            });
    String line = clean.toString().strip();
    if (line.codePointCount(0, line.length()) <= maxCodePoints) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, maxCodePoints - 1)) + "…";
  }

  /** Whether nothing of {@code text} can be seen. */
  public static boolean isBlank(String text) {
    return text.codePoints().allMatch(c -> Character.isWhitespace(c) || isJoiner(c));
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
    if (isJoiner(codePoint)) {
      return false;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
