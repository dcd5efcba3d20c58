package io.smoothie.cli.output;

import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Mix in: asks before a command does much at once. */
public final class YesOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask; where there is no terminal, nobody can be asked.")
  private boolean yes;

  /**
   * Returns if {@code --yes} was said, or the person at the terminal says so.
   *
   * @param what what would be done, as a sentence
   * @throws CommandFailure when nothing is to be done
   */
  public void confirm(String what) {
    if (!yes) {
      confirm(
          what,
          Terminal.is(Terminal.IN) && Terminal.is(Terminal.ERR),
          System.in,
          spec.commandLine().getErr());
    }
  }

  static void confirm(String what, boolean terminal, InputStream in, PrintWriter err) {
    if (!terminal) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          what + " Nothing is done: there is no terminal to ask on; say --yes to have it done.");
    }
    err.print(what + " Go on? [y/N] ");
    err.flush();
    if (!Set.of("y", "yes").contains(answer(in))) {
      throw new CommandFailure(ExitCode.REFUSED, "Nothing is done.");
    }
  }

  /** Empty at the end of the input. */
  private static String answer(InputStream in) {
    try {
      String line =
          new BufferedReader(new InputStreamReader(in, Charset.defaultCharset())).readLine();
      return line == null ? "" : line.strip().toLowerCase(Locale.ROOT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
