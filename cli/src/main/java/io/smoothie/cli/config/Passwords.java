package io.smoothie.cli.config;

import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** Passwords are in files or variables: a command line is seen by every user of the machine. */
final class Passwords {
  private Passwords() {}

  /**
   * @param option which option, or the variable in its place, has named the file
   * @throws CommandFailure when the file cannot be read, or is empty
   */
  static String firstLine(Path file, String option) {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      String first = lines.readLine();
      if (first == null) {
        throw new CommandFailure(
            ExitCode.USAGE, "The file %s of %s is empty.".formatted(file, option));
      }
      return first;
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE, "The file %s of %s cannot be read: %s.".formatted(file, option, e), e);
    }
  }

  /**
   * @param instead where the password belongs
   */
  static void warnOfCommandLine(CommandSpec spec, String option, String instead) {
    spec.commandLine()
        .getErr()
        .printf(
            "WARNING: every user of this machine can read the password in %s (ps shows it): use %s.%n",
            option, instead);
  }
}
