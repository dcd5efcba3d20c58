package io.smoothie.cli.realtier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.OrderRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code watch} and {@code --watch} in a real terminal. */
@RealTier
class TerminalRealTest {
  private static boolean isBoard(List<String> lines) {
    return lines.get(0).startsWith("Smoothie")
        && lines.stream().anyMatch(line -> line.startsWith("ROBOTS"));
  }

  /** A terminal where {@code ./smoothie} is the shop's. */
  private static TmuxTerminal terminal(Shop shop, int columns, int rows) {
    shop.launcher();
    return TmuxTerminal.open(shop.folder(), columns, rows);
  }

  private static void awaitShell(TmuxTerminal terminal, int exit) {
    terminal.awaitText("ended with " + exit + ".");
    // The shell has its screen back, and shows what is typed.
    terminal.type("echo so 'it goes on'");
    terminal.awaitScreen("its echo", lines -> lines.stream().anyMatch("so it goes on"::equals));
    terminal.awaitText("echo so 'it goes on'");
  }

  private static void watch(TmuxTerminal terminal, String line) {
    terminal.type(line + "; echo ended with $?.");
  }

  @Test
  void watch_is_drawn_in_every_size_and_q_gives_back_what_the_screen_had(Shop shop) {
    shop.open("Robot1");
    shop.awaitListening();
    shop.addRobots("Robot2", "Robot3");
    try (TmuxTerminal terminal = terminal(shop, 100, 24)) {
      terminal.type("echo what was 'there'");
      watch(terminal, "./smoothie watch");
      terminal.awaitText("ROBOTS 3: 3 ONLINE");
      assertTrue(terminal.isTakenOver());

      shop.place(OrderRequest.of("Mango 芒果 🥭").withStartToClose(Duration.ofMinutes(5)));
      terminal.awaitText(" left; Mango 芒果 🥭; order ");
      terminal.awaitText("ROBOTS 3: 1 WORKING, 2 ONLINE");
      assertTrue(terminal.coloured().contains("\u001b["), "it has colours");

      // 60 columns and fewer: nothing wraps, and what is cut says so.
      for (int columns : List.of(60, 33, 12)) {
        terminal.resize(columns, 10);
        terminal.awaitScreen(
            columns + " columns",
            lines ->
                isBoard(lines)
                    && lines.get(0).endsWith("…") == (columns < 56)
                    && lines.get(2).startsWith("  Robot1")
                    && lines.get(3).startsWith("  Robot2")
                    && lines.get(4).startsWith("  Robot3"));
      }
      // Fewer rows than robots: the one at work stays.
      terminal.resize(80, 8);
      terminal.awaitScreen(
          "eight rows", lines -> isBoard(lines) && lines.get(2).startsWith("  … and 3 more"));
      terminal.resize(80, 9);
      terminal.awaitScreen(
          "nine rows",
          lines ->
              isBoard(lines)
                  && lines.get(2).startsWith("  Robot1  WORKING")
                  && lines.get(3).equals("  … and 2 more"));
      terminal.resize(100, 24);
      terminal.awaitScreen(
          "as it was",
          lines ->
              isBoard(lines)
                  && lines.stream().anyMatch(line -> line.startsWith("  Robot3  ONLINE")));

      terminal.press("q");
      awaitShell(terminal, 0);
      assertFalse(terminal.isTakenOver());
      terminal.awaitText("what was there");
      assertFalse(String.join("\n", terminal.screen()).contains("ROBOTS"));
    }
  }

  @Test
  void ctrl_c_and_sigterm_give_the_screen_back_and_kill_9_leaves_one_that_can_be_used(Shop shop) {
    shop.addRobots("Robot1");
    try (TmuxTerminal terminal = terminal(shop, 80, 24)) {
      watch(terminal, "./smoothie watch");
      terminal.awaitScreen("the board", TerminalRealTest::isBoard);
      terminal.press("C-c");
      awaitShell(terminal, 130);
      assertFalse(terminal.isTakenOver());

      watch(terminal, "clear; ./smoothie watch");
      terminal.awaitScreen("the board", TerminalRealTest::isBoard);
      terminal.program().destroy();
      awaitShell(terminal, 143);
      assertFalse(terminal.isTakenOver());

      watch(terminal, "clear; ./smoothie watch");
      terminal.awaitScreen("the board", TerminalRealTest::isBoard);
      terminal.program().destroyForcibly();
      awaitShell(terminal, 137);
    }
  }

  @Test
  void stopped_by_the_shell_and_brought_back_it_is_drawn_anew(Shop shop) {
    shop.addRobots("Robot1");
    try (TmuxTerminal terminal = terminal(shop, 80, 24)) {
      watch(terminal, "./smoothie watch");
      terminal.awaitScreen("the board", TerminalRealTest::isBoard);
      terminal.press("C-z");
      terminal.awaitText("Stopped");
      terminal.type("clear; echo in 'between'; fg");
      terminal.awaitScreen("the board", TerminalRealTest::isBoard);
      assertFalse(String.join("\n", terminal.screen()).contains("in between"));
      terminal.press("q");
      terminal.awaitScreen("the shell", lines -> !isBoard(lines));
    }
  }

  @Test
  void no_color_is_heeded_and_a_dumb_terminal_gets_a_line_for_each_change(Shop shop) {
    shop.addRobots("Robot1");
    try (TmuxTerminal terminal = terminal(shop, 80, 24)) {
      watch(terminal, "NO_COLOR=1 ./smoothie watch");
      terminal.awaitScreen("the board", TerminalRealTest::isBoard);
      assertFalse(terminal.coloured().contains("\u001b["), terminal.coloured());
      terminal.press("q");
      awaitShell(terminal, 0);

      watch(terminal, "clear; TERM=dumb ./smoothie watch");
      terminal.awaitText("Robot1 is ONLINE");
      assertFalse(terminal.isTakenOver());
      shop.addRobots("Robot2");
      terminal.awaitText("Robot2 is ONLINE");
      terminal.press("C-c");
      awaitShell(terminal, 130);
    }
  }

  @Test
  void lists_and_status_are_refreshed_in_place(Shop shop) {
    shop.addRobots("Robot1");
    try (TmuxTerminal terminal = terminal(shop, 100, 24)) {
      watch(terminal, "./smoothie robots list --watch");
      terminal.awaitText("Robot1  ONLINE");
      shop.addRobots("Robot2");
      terminal.awaitText("Robot2  ONLINE");
      assertTrue(terminal.isTakenOver());
      assertEquals(1, terminal.screen().stream().filter(line -> line.startsWith("Robot1")).count());
      terminal.resize(100, 4);
      terminal.awaitText("… and 2 more");
      terminal.resize(100, 24);
      terminal.awaitText("Robot2  ONLINE");
      terminal.press("q");
      awaitShell(terminal, 0);

      watch(terminal, "clear; ./smoothie status --watch");
      terminal.awaitText("failures  none in the last hour");
      assertTrue(terminal.isTakenOver());
      terminal.press("C-c");
      awaitShell(terminal, 130);

      watch(terminal, "clear; ./smoothie robots list --watch </dev/null");
      terminal.awaitText("Robot2  ONLINE");
      assertFalse(terminal.isTakenOver(), "no key could be read");
      terminal.press("C-c");
      awaitShell(terminal, 130);
    }
  }

  @Test
  void only_what_is_watched_loads_the_terminals_library(Shop shop) throws Exception {
    shop.addRobots("Robot1");
    Path classes = shop.folder().resolve("classes");
    ChildProcess list =
        shop.smoothie(
            Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + classes), "robots", "list");
    assertEquals(0, list.awaitEnd(), list::output);
    String loaded =
        Files.readAllLines(classes).stream()
            .filter(line -> line.contains("jline") || line.contains("smoothie.cli.live"))
            .collect(Collectors.joining("\n"));
    assertTrue(loaded.contains("io.smoothie.cli.live.WatchOption"), loaded);
    assertFalse(loaded.contains("org.jline"), loaded);
  }
}
