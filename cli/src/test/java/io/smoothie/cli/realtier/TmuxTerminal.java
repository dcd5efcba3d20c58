package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A terminal with a shell in it, and what a person sees there: tmux draws it without a window. */
final class TmuxTerminal implements AutoCloseable {
  private final List<String> tmux;
  private final ChildProcess server;

  private TmuxTerminal(List<String> tmux, ChildProcess server) {
    this.tmux = tmux;
    this.server = server;
  }

  /** One whose shell stands in {@code folder}; the test is skipped where there is no tmux. */
  static TmuxTerminal open(Path folder, int columns, int rows) {
    Path program =
        Binaries.orSkip(Binaries.find("tmux", Stream.of()), "tmux", "apt-get install tmux");
    try {
      // A socket's path may have some 100 characters.
      Path socket = Files.createTempDirectory("tmux").resolve("s");
      List<String> tmux =
          List.of(program.toString(), "-u", "-f", "/dev/null", "-S", socket.toString());
      Map<String, String> environment = Map.of("LC_ALL", "C.UTF-8", "HOME", folder.toString());
      List<String> serving = new ArrayList<>(tmux);
      serving.add("-D");
      TmuxTerminal terminal =
          new TmuxTerminal(tmux, ChildProcess.start("tmux", environment, serving));
      await("tmux").until(() -> Files.exists(socket));
      terminal.tmux(
          "new-session",
          "-d",
          "-x",
          String.valueOf(columns),
          "-y",
          String.valueOf(rows),
          "-c",
          folder.toString(),
          "bash --norc --noprofile");
      return terminal;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Types a line, and Enter. */
  void type(String line) {
    tmux("send-keys", "-l", line);
    press("Enter");
  }

  /** Presses a key by tmux's name of it, such as {@code C-c}. */
  void press(String key) {
    tmux("send-keys", key);
  }

  void resize(int columns, int rows) {
    tmux("resize-window", "-x", String.valueOf(columns), "-y", String.valueOf(rows));
  }

  /** Its lines, without blanks at their ends. */
  List<String> screen() {
    return tmux("capture-pane", "-p").lines().toList();
  }

  /** Its lines with their colours, as escape codes. */
  String coloured() {
    return tmux("capture-pane", "-p", "-e");
  }

  /** Whether a program has put a screen of its own before the shell's. */
  boolean isTakenOver() {
    return tmux("display-message", "-p", "#{alternate_on}").strip().equals("1");
  }

  void awaitScreen(String what, Predicate<List<String>> seen) {
    await(what).failFast("tmux has ended", () -> !server.isAlive()).until(this::screen, seen);
  }

  /** Waits until {@code text} is in one of its lines. */
  void awaitText(String text) {
    awaitScreen(text, lines -> lines.stream().anyMatch(line -> line.contains(text)));
  }

  /** The process that the shell waits for. */
  ProcessHandle program() {
    long shell = Long.parseLong(tmux("display-message", "-p", "#{pane_pid}").strip());
    return ProcessHandle.of(shell).flatMap(s -> s.children().findFirst()).orElseThrow();
  }

  private String tmux(String... words) {
    List<String> command = new ArrayList<>(tmux);
    command.addAll(List.of(words));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(command + ": " + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(command + " was waited for", e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
