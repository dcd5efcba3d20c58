package io.smoothie.cli.live;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole screen of the terminal that standard output goes to: a page is drawn in place, and
 * again when the size changes. Closing it gives back what the screen had before. Thread-safe.
 *
 * <p>The cursor stays visible: were this process killed, the person would go on with it.
 */
final class LiveScreen implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LiveScreen.class);

  /** Of a terminal that does not know its size. */
  private static final Size USUAL = new Size(80, 24);

  private final Terminal terminal;
  private final Display display;
  private final Runnable quit;
  private Size size = USUAL;
  private Page page = (rows, columns) -> List.of();
  private boolean closed;

  /** What is drawn, in the size that the screen has. */
  interface Page {
    List<String> lines(int rows, int columns);
  }

  private LiveScreen(Terminal terminal, Runnable quit) {
    this.terminal = terminal;
    this.quit = quit;
    display = new Display(terminal, /* fullscreen= */ true);
  }

  /**
   * Takes the screen over.
   *
   * @param quit called, by another thread, when q is pressed
   * @return empty when standard input and output are not both the terminal, or it cannot be asked
   */
  static Optional<LiveScreen> open(Runnable quit) {
    try {
      // By way of stty, which every system with a terminal has. SIGINT and SIGTERM stay ours.
      Terminal terminal =
          TerminalBuilder.builder()
              .system(true)
              .systemOutput(SystemOutput.SysOut)
              .provider(TerminalBuilder.PROP_PROVIDER_EXEC)
              .dumb(false)
              .nativeSignals(false)
              .build();
      LiveScreen screen = new LiveScreen(terminal, quit);
      screen.takeOver();
      terminal.handle(Signal.WINCH, signal -> screen.drawAnew());
      // Stopped by Ctrl-Z, and gone on: the shell has had the terminal meanwhile.
      terminal.handle(Signal.CONT, signal -> screen.takeOver());
      Thread keys = new Thread(screen::readKeys, "keys");
      keys.setDaemon(true);
      keys.start();
      return Optional.of(screen);
    } catch (IOException | IllegalStateException e) {
      log.debug("There is no terminal to draw on", e);
      return Optional.empty();
    }
  }

  private synchronized void takeOver() {
    if (!closed) {
      var unused = terminal.enterRawMode();
      terminal.puts(Capability.enter_ca_mode);
      drawAnew();
    }
  }

  /** Draws {@code next} in place of what was there. */
  synchronized void show(Page next) {
    page = next;
    if (!closed) {
      draw();
    }
  }

  private synchronized void drawAnew() {
    if (!closed) {
      Size now = terminal.getSize();
      size = now.getRows() > 0 && now.getColumns() > 0 ? now : USUAL;
      display.resize(size.getRows(), size.getColumns());
      display.reset();
      display.clear();
      draw();
    }
  }

  private void draw() {
    int rows = size.getRows();
    display.update(
        fit(page.lines(rows, size.getColumns()), rows, size.getColumns()),
        size.cursorPos(rows - 1, 0));
  }

  /** No more than fits; a line that is too wide ends in an ellipsis. */
  static List<AttributedString> fit(List<String> lines, int rows, int columns) {
    List<AttributedString> fitting = new ArrayList<>();
    for (String line : lines.subList(0, Math.min(rows, lines.size()))) {
      AttributedString whole = AttributedString.fromAnsi(line);
      fitting.add(
          whole.columnLength() <= columns
              ? whole
              : new AttributedStringBuilder()
                  .append(whole.columnSubSequence(0, columns - 1))
                  .append("…")
                  .toAttributedString());
    }
    return fitting;
  }

  private void readKeys() {
    try {
      InputStream keys = terminal.input();
      int key = keys.read();
      while (key != 'q' && key != 'Q' && key != -1 && !isClosed()) {
        key = keys.read();
      }
      if (key != -1) {
        quit();
      }
    } catch (IOException e) {
      log.debug("The keyboard cannot be read", e);
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized void quit() {
    if (!closed) {
      quit.run();
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    // Interrupted, stty would not be waited for.
    boolean interrupted = Thread.interrupted();
    try {
      if (!terminal.puts(Capability.exit_ca_mode)) {
        terminal.writer().println();
      }
      terminal.close();
    } catch (IOException e) {
      log.debug("The terminal could not be set back", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
