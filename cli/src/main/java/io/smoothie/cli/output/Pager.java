package io.smoothie.cli.output;

import io.smoothie.cli.config.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** Text that is longer than the screen goes through the user's {@code PAGER}, if there is one. */
public final class Pager {
  /** A shell's answer when it cannot run a program. */
  private static final int NOT_RUN = 126;

  private Pager() {}

  /**
   * Prints the lines on the command's standard output; through {@code PAGER} where that is set, and
   * standard output is a terminal with fewer rows.
   */
  public static void print(CommandSpec command, Look look, List<String> lines) {
    Map<String, String> environment = Surroundings.of(command).environment();
    String pager = environment.getOrDefault("PAGER", "");
    boolean paged =
        look.live()
            && !pager.isBlank()
            && lines.size() >= Terminal.height(environment)
            && isShown(pager, lines);
    if (!paged) {
      PrintWriter out = command.commandLine().getOut();
      lines.forEach(out::println);
      out.flush();
    }
  }

  /** Returns once its user has left the pager; whether it could be run. */
  static boolean isShown(String pager, List<String> lines) {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", pager)
            .inheritIO()
            .redirectInput(ProcessBuilder.Redirect.PIPE);
    // As git has it: colours are passed on, and what fits the screen needs no key to leave.
    builder.environment().putIfAbsent("LESS", "FRX");
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Ctrl-C is the pager's: this process does not end before it and leave it alone with the shell.
    Thread untilLeft = new Thread(() -> process.onExit().join());
    Runtime.getRuntime().addShutdownHook(untilLeft);
    try (Writer to = process.outputWriter(Charset.defaultCharset())) {
      for (String line : lines) {
        to.write(line + System.lineSeparator());
      }
    } catch (IOException e) {
      // It was left before it had read everything, or never ran.
    }
    int exit = process.onExit().join().exitValue();
    try {
      Runtime.getRuntime().removeShutdownHook(untilLeft);
    } catch (IllegalStateException e) {
      // Ctrl-C has come meanwhile, and this process is about to end.
    }
    return exit < NOT_RUN || exit > NOT_RUN + 1;
  }
}
