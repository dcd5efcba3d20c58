package io.smoothie.cli.stack;

import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.input.BindAddress;
import io.smoothie.cli.process.Closers;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports to listen at: none of them taken, no two the same. Each is held until this is closed, so
 * that all are known to be free before anything is started.
 */
final class Ports implements AutoCloseable {
  static final String LOOPBACK = BindAddress.LOOPBACK;

  private static final int MAX = 65_535;

  /**
   * Any free port is one of these. They lie below the ports that systems give to outgoing
   * connections, which could take a port before its server listens there.
   */
  private static final int LOWEST_OF_ANY = 15_000;

  private static final int HIGHEST_OF_ANY = 32_000;
  private static final int TRIES = 100;

  private final Closers held = new Closers();
  private final Map<Integer, String> options = new HashMap<>();

  /**
   * The port itself when it is free, or any free one for 0.
   *
   * @param option the option that chooses another, named when this one is taken
   * @throws CommandFailure when it is taken, or not a port, or asked for twice
   */
  int take(int port, String address, String what, String option) {
    if (port < 0 || port > MAX) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "%s %d is not a port: it goes from 1 to 65535, or 0 for any free one."
              .formatted(option, port));
    }
    String other = port == 0 ? null : options.putIfAbsent(port, option);
    if (other != null) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "%s and %s are both %d: each needs a port of its own (0: any free one)."
              .formatted(other, option, port));
    }
    try {
      return port == 0 ? listenAtAny(address) : listen(port, address);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "Port %d at %s, for %s, cannot be used (%s): choose another with %s PORT (0: any free one)."
              .formatted(port, address, what, e.getMessage(), option),
          e);
    }
  }

  private int listenAtAny(String address) throws IOException {
    for (int i = 1; ; i++) {
      try {
        return listen(ThreadLocalRandom.current().nextInt(LOWEST_OF_ANY, HIGHEST_OF_ANY), address);
      } catch (BindException e) {
        if (i == TRIES) {
          throw e;
        }
      }
    }
  }

  private int listen(int port, String address) throws IOException {
    ServerSocket socket = held.add(new ServerSocket());
    // As the servers themselves do: a port with connections in TIME_WAIT counts as free.
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
    return port;
  }

  /** Gives the ports up, for a server to listen on. */
  @Override
  public void close() {
    held.close();
  }

  /** A free port, of any number. */
  static int any() {
    try (Ports ports = new Ports()) {
      return ports.take(0, LOOPBACK, "a part", "the port");
    }
  }

  /**
   * Whether other machines can reach a server that listens at {@code address}.
   *
   * @throws CommandFailure when no server of this machine can listen there
   */
  static boolean isBeyondLoopback(String address) {
    return BindAddress.isBeyondLoopback(address, "--bind");
  }
}
