package io.smoothie.cli.input;

import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;

/** An address at which a server of ours is to listen. */
public final class BindAddress {
  public static final String LOOPBACK = "127.0.0.1";

  private BindAddress() {}

  /**
   * Whether other machines can reach a server that listens at {@code address}.
   *
   * @param option the option that gave it, named when it is refused
   * @throws CommandFailure when no server of this machine can listen there
   */
  public static boolean isBeyondLoopback(String address, String option) {
    try {
      // An empty name would resolve to loopback.
      InetAddress found = address.isBlank() ? null : InetAddress.getByName(address);
      if (found != null
          && (found.isAnyLocalAddress()
              || found.isLoopbackAddress()
              || NetworkInterface.getByInetAddress(found) != null)) {
        return !found.isLoopbackAddress();
      }
    } catch (UnknownHostException e) {
      // The name cannot be resolved: it is refused below.
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "This machine's addresses cannot be read (%s).".formatted(e.getMessage()),
          e);
    }
    throw new CommandFailure(
        ExitCode.USAGE,
        "%s \"%s\" is not an address of this machine: 127.0.0.1 is loopback, 0.0.0.0 all of them."
            .formatted(option, address));
  }
}
