package io.smoothie.cli.stack;

import io.smoothie.cli.CommandFailure;
import io.smoothie.cli.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports to listen at. */
final class Ports {
  static final String LOOPBACK = "127.0.0.1";

  private static final int MAX = 65_535;

  private Ports() {}

  /**
   * The port itself when it is free, or any free one for 0.
   *
   * @param option the option that chooses another, named when this one is taken
   * @throws CommandFailure when it is taken, or not a port
   */
  static int free(int port, String address, String what, String option) {
    if (port < 0 || port > MAX) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "%s %d is not a port: it goes from 1 to 65535, or 0 for any free one."
              .formatted(option, port));
    }
    try (ServerSocket socket = new ServerSocket()) {
      // As the servers themselves do: a port whose last connections linger is not taken.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "Port %d at %s, for %s, cannot be used (%s): choose another with %s PORT (0: any free one)."
              .formatted(port, address, what, e.getMessage(), option),
          e);
    }
  }

  /** A free port that nobody asked for by number. */
  static int any() {
    return free(0, LOOPBACK, "a part", "the port");
  }
}
