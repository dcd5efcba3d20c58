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
}
