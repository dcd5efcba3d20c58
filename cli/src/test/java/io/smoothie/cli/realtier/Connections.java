package io.smoothie.cli.realtier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process's own TCP connections, as Linux tells them. */
final class Connections {
  private static final String ESTABLISHED = "01";

  private Connections() {}

  /** Whether {@code pid} holds an established connection to a remote {@code port}. */
  static boolean isConnected(long pid, int port) {
    Path process = Path.of("/proc", String.valueOf(pid));
    Set<String> own = sockets(process);
    String remotePort = ":%04X".formatted(port);
    return Stream.of("net/tcp", "net/tcp6")
        .flatMap(file -> lines(process.resolve(file)).stream())
        // Number, local and remote address, state, four more, and the socket's inode.
        .map(line -> List.of(line.strip().split("\\s+")))
        .anyMatch(
            fields ->
                fields.get(2).endsWith(remotePort)
                    && fields.get(3).equals(ESTABLISHED)
                    && own.contains("socket:[%s]".formatted(fields.get(9))));
  }

  private static Set<String> sockets(Path process) {
    try (Stream<Path> files = Files.list(process.resolve("fd"))) {
      return files.map(Connections::target).collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String target(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException e) {
      // Closed between the list and this.
      return "";
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
