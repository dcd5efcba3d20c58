package io.smoothie.cli.exit;

/** The exit codes of every command. */
public final class ExitCode {
  /** Done, or the order was made. */
  public static final int OK = 0;

  /** Refused, or not found. */
  public static final int REFUSED = 1;

  /** Wrong use of the command. */
  public static final int USAGE = 2;

  /** The order failed. */
  public static final int FAILED = 3;

  /** No connection, or no answer. */
  public static final int UNAVAILABLE = 4;

  /** The order was cancelled. */
  public static final int CANCELLED = 5;

  /** The order was still going when {@code --wait-timeout} passed. */
  public static final int STILL_GOING = 8;

  /** Stopped by Ctrl-C. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}

  /** The same as a command's help lists them: those that it can have. */
  public static final class InHelp {
    public static final String DONE = "  0:done";

    /** Of a command that follows an order. */
    public static final String MADE = "  0:done, or the order was made";

    public static final String REFUSED = "  1:refused, or not found";
    public static final String USAGE = "  2:wrong use";
    public static final String FAILED = "  3:the order failed";
    public static final String UNAVAILABLE = "  4:no connection, or no answer";
    public static final String CANCELLED = "  5:the order was cancelled";
    public static final String STILL_GOING = "  8:still going when --wait-timeout passed";
    public static final String INTERRUPTED = "130:Ctrl-C (143: SIGTERM, to a process that stays)";

    private InHelp() {}
  }
}
