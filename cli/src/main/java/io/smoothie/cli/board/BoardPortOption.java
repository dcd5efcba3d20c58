package io.smoothie.cli.board;

import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.process.Closers;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Mix in: whether, and where, a process serves the board beside what else it does. */
public final class BoardPortOption {
  private static final String OPTION = "--board-port";
  private static final String NONE = "none";

  @Option(
      names = OPTION,
      paramLabel = "PORT|none",
      description =
          "The board's port (default: 8080, or any free one where that is taken; 0: any), or none:"
              + " no board.")
  private @Nullable String port;

  /**
   * @throws CommandFailure when it is not a port
   */
  public void check() {
    var unused = port();
  }

  /**
   * Opens the board at loopback, closed with {@code closers}.
   *
   * @return where it is; null: there is to be none
   * @throws CommandFailure when nothing can listen there
   */
  public @Nullable String open(Closers closers, Supplier<Board.Source> source) {
    if (NONE.equalsIgnoreCase(port)) {
      return null;
    }
    return closers.add(port().open(source.get())).url();
  }

  private BoardPort port() {
    if (port == null || NONE.equalsIgnoreCase(port)) {
      return new BoardPort(OPTION, null);
    }
    try {
      return new BoardPort(OPTION, Integer.valueOf(port));
    } catch (NumberFormatException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "%s \"%s\" is not a port: it takes 1 to 65535, 0 for any free one, or none."
              .formatted(OPTION, port),
          e);
    }
  }
}
