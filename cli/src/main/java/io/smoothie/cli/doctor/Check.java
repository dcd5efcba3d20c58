package io.smoothie.cli.doctor;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.output.Look;
import io.smoothie.cli.output.Look.Ink;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was found of one part.
 *
 * @param found in one line
 * @param advice what to do, in one line; null when nothing has to be done
 * @param exitCode of a command that finds this, where it is bad
 */
record Check(
    String name, Verdict verdict, String found, @Nullable String advice, @JsonIgnore int exitCode) {
  /** Whether an order would work. */
  enum Verdict {
    GOOD("✓", "[x]", Ink.GOOD),
    /** It would; something is to be known all the same. */
    NOTE("•", "[ ]", Ink.NOW),
    /** It would not. */
    BAD("✗", "[!]", Ink.BAD);

    private final String drawn;
    private final String plain;
    private final Ink ink;

    Verdict(String drawn, String plain, Ink ink) {
      this.drawn = drawn;
      this.plain = plain;
      this.ink = ink;
    }

    @JsonValue
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Check good(String name, String found) {
    return new Check(name, Verdict.GOOD, found, null, ExitCode.OK);
  }

  static Check note(String name, String found, String advice) {
    return new Check(name, Verdict.NOTE, found, advice, ExitCode.OK);
  }

  /** A part that does not answer. */
  static Check away(String name, String found, @Nullable String advice) {
    return new Check(name, Verdict.BAD, found, advice, ExitCode.UNAVAILABLE);
  }

  /** A part that answers, and would not let an order be made. */
  static Check refused(String name, String found, String advice) {
    return new Check(name, Verdict.BAD, found, advice, ExitCode.REFUSED);
  }

  boolean bad() {
    return verdict == Verdict.BAD;
  }

  /** For people: one line, and one more for the advice. */
  String text(Look look) {
    String line =
        "%s %-9s %s"
            .formatted(
                look.paint(verdict.ink, look.colour() ? verdict.drawn : verdict.plain),
                name,
                found);
    return advice == null
        ? line
        : line + System.lineSeparator() + " ".repeat(look.colour() ? 12 : 14) + advice;
  }
}
