package io.smoothie.cli.board;

import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.input.BindAddress;
import java.io.IOException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a board listens.
 *
 * @param option the option that says so, named when it cannot be
 * @param port 0 for any free one; null: 8080, or any free one where that is taken
 */
public record BoardPort(String option, @Nullable Integer port) {
  private static final int USUAL = 8080;
  private static final int MAX = 65_535;

  public BoardPort {
    if (port != null && (port < 0 || port > MAX)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "%s %d is not a port: it goes from 1 to 65535, or 0 for any free one."
              .formatted(option, port));
    }
  }

  /** Opens the board at loopback. */
  public Board open(Board.Source source) {
    return open(source, BindAddress.LOOPBACK);
  }

  /**
   * @throws CommandFailure when nothing can listen there
   */
  Board open(Board.Source source, String address) {
    try {
      InetAddress at = InetAddress.getByName(address);
      try {
        return Board.open(source, at, port == null ? USUAL : port);
      } catch (IOException e) {
        if (port != null) {
          throw e;
        }
        return Board.open(source, at, 0);
      }
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "Port %s at %s cannot be used for the board (%s): choose another with %s PORT (0: any free one)."
              .formatted(port == null ? USUAL : port, address, e.getMessage(), option),
          e);
    }
  }
}
