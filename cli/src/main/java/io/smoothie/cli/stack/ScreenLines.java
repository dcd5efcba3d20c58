package io.smoothie.cli.stack;

import java.io.Writer;

/** Collects text that is written piece by piece, and gives a screen whole lines of it, indented. */
final class ScreenLines extends Writer {
  private final Screen screen;
  private final String indent;
  private final StringBuilder open = new StringBuilder();

  ScreenLines(Screen screen, String indent) {
    this.screen = screen;
    this.indent = indent;
  }

  @Override
  public void write(char[] text, int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (text[i] == '\n') {
        line();
      } else if (text[i] != '\r') {
        open.append(text[i]);
      }
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    if (!open.isEmpty()) {
      line();
    }
  }

  private void line() {
    screen.line(open.isEmpty() ? "" : indent + open);
    open.setLength(0);
  }
}
