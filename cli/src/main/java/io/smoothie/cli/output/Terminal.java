package io.smoothie.cli.output;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a stream of this process goes to a terminal. */
final class Terminal {
  /** File descriptors. */
  static final int IN = 0;

  static final int OUT = 1;

  static final int ERR = 2;

  private Terminal() {}

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
