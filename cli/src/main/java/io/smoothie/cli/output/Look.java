package io.smoothie.cli.output;

import java.util.Map;
import java.util.function.IntSupplier;

/** How text is shown. Thread-safe. */
public final class Look {
  public static final int ANY_WIDTH = Integer.MAX_VALUE;

  /** Nothing but ASCII, each line written once. */
  public static final Look PLAIN = new Look(false, false);

  /** Colours, on a terminal. */
  public static final Look LIT = new Look(true, true);

  private final boolean colour;
  private final boolean live;
  private final IntSupplier columns;
  private int width;

  /** Where a line may have any width. */
  public Look(boolean colour, boolean live) {
    this(colour, live, ANY_WIDTH);
  }

  /**
   * @param width how many columns a line may have; {@link #ANY_WIDTH} where nothing is cut
   */
  public Look(boolean colour, boolean live, int width) {
    this(colour, live, () -> width);
  }

  private Look(boolean colour, boolean live, IntSupplier columns) {
    this.colour = colour;
    this.live = live;
    this.columns = columns;
  }

  /**
   * The look of standard output. {@code NO_COLOR} makes it plain; else {@code CLICOLOR_FORCE}
   * coloured, also where there is no terminal; else {@code CLICOLOR=0} plain. {@code COLUMNS} is
   * the terminal's width, where it is set.
   */
  public static Look ofOut(Map<String, String> environment) {
    return of(environment, Terminal.is(Terminal.OUT), () -> Terminal.width(environment));
  }

  /** The look of standard error. */
  public static Look ofErr(Map<String, String> environment) {
    return of(environment, Terminal.is(Terminal.ERR), () -> Terminal.width(environment));
  }

  /**
   * @param width the terminal's, asked for only where there is one, and only when it is wanted
   */
  static Look of(Map<String, String> environment, boolean terminal, IntSupplier width) {
    boolean dumb = "dumb".equals(environment.get("TERM"));
    String force = environment.getOrDefault("CLICOLOR_FORCE", "");
    boolean forced = !force.isEmpty() && !force.equals("0");
    boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    boolean unwanted = "0".equals(environment.get("CLICOLOR"));
    boolean live = terminal && !dumb;
    return new Look(
        !refused && (forced || (live && !unwanted)), live, live ? width : () -> ANY_WIDTH);
  }

  /** With colours and drawn symbols, or plain ASCII. */
  public boolean colour() {
    return colour;
  }

  /** Read from a terminal now: a line may be overwritten, and ages say more than times. */
  public boolean live() {
    return live;
  }

  /**
   * How many columns a line may have; {@link #ANY_WIDTH} where nothing is cut. Asking a terminal
   * takes a process: it is done once, where columns are laid out.
   */
  public synchronized int width() {
    if (width == 0) {
      width = columns.getAsInt();
    }
    return width;
  }

  /** The same for lines that so many blanks are put before. */
  public Look indented(int blanks) {
    return width() == ANY_WIDTH ? this : new Look(colour, live, width() - blanks);
  }

  /** The same, with lines of any width. */
  public Look ofAnyWidth() {
    return new Look(colour, live);
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
