package io.smoothie.cli.output;

import java.util.Map;

/**
 * How text is shown.
 *
 * @param colour with colours and drawn symbols, or plain ASCII
 * @param live whether a line may be overwritten
 */
public record Look(boolean colour, boolean live) {
  /** Nothing but ASCII, each line written once. */
  public static final Look PLAIN = new Look(false, false);

  /** Colours, on a terminal. */
  public static final Look LIT = new Look(true, true);

  /**
   * The look of standard output: {@code NO_COLOR} makes it plain, {@code CLICOLOR_FORCE} coloured.
   */
  public static Look ofOut(Map<String, String> environment) {
    return of(environment, Terminal.is(Terminal.OUT));
  }

  /** The look of standard error. */
  public static Look ofErr(Map<String, String> environment) {
    return of(environment, Terminal.is(Terminal.ERR));
  }

  static Look of(Map<String, String> environment, boolean terminal) {
    boolean dumb = "dumb".equals(environment.get("TERM"));
    String force = environment.getOrDefault("CLICOLOR_FORCE", "");
    boolean forced = !force.isEmpty() && !force.equals("0");
    boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Look(!refused && (forced || (terminal && !dumb)), terminal && !dumb);
  }

  /** {@code text} as it is, or coloured. */
  public String paint(Ink ink, String text) {
    return colour && ink != Ink.NONE && !text.isEmpty()
        ? "\u001b[" + ink.code + "m" + text + "\u001b[0m"
        : text;
  }

  /** The meanings of colours. */
  public enum Ink {
    NONE(""),
    GOOD("32"),
    BAD("31"),
    NOW("33;1"),
    BOLD("1"),
    DIM("2");

    private final String code;

    Ink(String code) {
      this.code = code;
    }
  }
}
