package io.smoothie.cli.stack;

import java.io.PrintWriter;

/** A terminal that several threads write whole lines to. */
final class Screen {
  private final PrintWriter out;

  Screen(PrintWriter out) {
    this.out = out;
  }

  synchronized void line(String text) {
    out.println(text);
    out.flush();
  }

  void empty() {
    line("");
  }
}
