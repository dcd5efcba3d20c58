package io.smoothie.cli.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether {@code smoothie up} would find its usual ports free. */
final class UpPorts {
  private static final Map<String, Integer> USUAL = new LinkedHashMap<>();

  static {
    USUAL.put("--temporal-port", 7233);
    USUAL.put("--ui-port", 8233);
    USUAL.put("--mqtt-port", 1883);
  }

  private UpPorts() {}

  static Check check() {
    Map<String, Integer> taken =
        USUAL.entrySet().stream()
            .filter(port -> isTaken(port.getValue()))
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
    return taken.isEmpty()
        ? Check.good("ports", "those of smoothie up are free: " + USUAL.values())
        : Check.note(
            "ports",
            "taken on this machine: " + taken.values(),
            "A smoothie up beside it needs others: smoothie up "
                + String.join(" 0 ", taken.keySet())
                + " 0");
  }

  private static boolean isTaken(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // As servers do: a port with connections in TIME_WAIT counts as free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
