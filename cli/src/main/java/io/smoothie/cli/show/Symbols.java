package io.smoothie.cli.show;

import io.smoothie.cli.output.Look;
import org.jspecify.annotations.Nullable;

/** The mark before a stage: drawn where there is colour, else ASCII. */
final class Symbols {
  private Symbols() {}

  /**
   * @param state null for a stage that was not visited
   */
  static String of(Visit.@Nullable State state, Look look) {
    if (state == null) {
      return look.colour() ? "○" : "[ ]";
    }
    return switch (state) {
      case DONE -> look.colour() ? "●" : "[x]";
      case NOW -> look.colour() ? "▶" : "[>]";
      case FAILED -> look.colour() ? "✘" : "[!]";
    };
  }

  static int width(Look look) {
    return look.colour() ? 1 : 3;
  }
}
