package io.smoothie.cli.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The process of this machine that listens at a port, where the system lets us see it: Linux. */
final class LocalServer {
  private static final Path PROC = Path.of("/proc");
  private static final String LISTENS = "0A";

  private LocalServer() {}

  /** Empty for a server elsewhere, of another user, or in a container. */
  static Optional<ProcessHandle> at(String host, int port) {
    try {
      return isHere(host) ? socket(port).flatMap(LocalServer::owner) : Optional.empty();
    } catch (IOException | RuntimeException e) {
      // Its processor time is left out of the result, which says so.
      return Optional.empty();
    }
  }

  private static boolean isHere(String host) throws IOException {
    try {
      InetAddress address = InetAddress.getByName(host);
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** The link that a process's file descriptor is to the listening socket. */
  private static Optional<String> socket(int port) throws IOException {
    String suffix = String.format(Locale.ROOT, ":%04X", port);
    for (String table : List.of("tcp", "tcp6")) {
      Path file = PROC.resolve("net").resolve(table);
      if (!Files.isReadable(file)) {
        continue;
      }
      try (Stream<String> lines = Files.lines(file)) {
        Optional<String> inode =
            lines
                .map(line -> line.strip().split("\\s+", -1))
                .filter(cells -> cells.length > 9)
                .filter(cells -> cells[1].endsWith(suffix) && cells[3].equals(LISTENS))
                .map(cells -> "socket:[" + cells[9] + "]")
                .findFirst();
        if (inode.isPresent()) {
          return inode;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<ProcessHandle> owner(String socket) {
    return ProcessHandle.allProcesses()
        .filter(process -> has(process, socket))
        // Docker's forwards to a container: its time says nothing about the server.
        .filter(process -> process.info().command().filter(c -> c.endsWith("-proxy")).isEmpty())
        .findFirst();
  }

  private static boolean has(ProcessHandle process, String socket) {
    Path descriptors = PROC.resolve(String.valueOf(process.pid())).resolve("fd");
    try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
      for (Path link : links) {
        if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).toString().equals(socket)) {
          return true;
        }
      }
    } catch (IOException e) {
      // Another user's, or it has just ended.
    }
    return false;
  }
}
