package io.smoothie.cli.output;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Whether a stream of this process goes to a terminal, and how wide that is. */
final class Terminal {
  /** File descriptors. */
  static final int IN = 0;

  static final int OUT = 1;

  static final int ERR = 2;

  private static final int USUAL_WIDTH = 80;
  private static final int USUAL_HEIGHT = 24;

  private Terminal() {}

  /** How many columns it has: {@code COLUMNS}, or what the terminal says; 80 when it does not. */
  static int width(Map<String, String> environment) {
    return length(environment.getOrDefault("COLUMNS", ""), 0)
        .or(() -> length(size(), 1))
        .orElse(USUAL_WIDTH);
  }

  /** How many rows it has: {@code LINES}, or what the terminal says; 24 when it does not. */
  static int height(Map<String, String> environment) {
    return length(environment.getOrDefault("LINES", ""), 0)
        .or(() -> length(size(), 0))
        .orElse(USUAL_HEIGHT);
  }

  /** The word with that number, if it can be how wide or high a terminal is. */
  private static Optional<Integer> length(String words, int number) {
    String[] each = words.strip().split(" ", -1);
    return Optional.of(number < each.length ? each[number] : "")
        .filter(word -> word.matches("[1-9][0-9]{0,4}"))
        .map(Integer::valueOf);
  }

  /** Rows and columns; empty when the terminal cannot be asked. */
  private static String size() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      return ""; // There is no stty here, or this process has no terminal of its own.
    }
  }

  static boolean is(int descriptor) {
    Path link = Path.of("/proc/self/fd", String.valueOf(descriptor));
    if (Files.isSymbolicLink(link)) {
      try {
        String target = Files.readSymbolicLink(link).toString();
        return target.startsWith("/dev/pts/")
            || target.startsWith("/dev/tty")
            || target.equals("/dev/console");
      } catch (IOException e) {
        return false;
      }
    }
    return consoleIsTerminal();
  }

  /** Where there is no /proc: true when neither stdin nor stdout is redirected. */
  // Before JDK 22 a redirected process has no console; since then, isTerminal() tells.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean consoleIsTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
