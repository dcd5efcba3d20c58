package io.smoothie.cli.output;

import java.io.PrintWriter;

/**
 * The last line of a terminal, written again and again; other lines go above it. Draw only where a
 * line may be overwritten: {@link Look#live}. Not thread-safe.
 */
public final class OverwrittenLine {
  private final PrintWriter terminal;
  private boolean open;

  public OverwrittenLine(PrintWriter terminal) {
    this.terminal = terminal;
  }

  /** Writes it, in place of what it was. */
  public void draw(String line) {
    clear();
    terminal.print(line);
    terminal.flush();
    open = true;
  }

  /** A line of its own, which stays. */
  public void say(String line) {
    clear();
    terminal.println(line);
    terminal.flush();
  }

  /** Clears it, if it is there. */
  public void clear() {
    if (open) {
      terminal.print("\r\u001b[2K");
      terminal.flush();
      open = false;
    }
  }
}
