package io.smoothie.cli.realtier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An authority that is not ours: a root made by {@code openssl}, and an intermediate authority that
 * issues, all with RSA keys.
 */
final class OpensslAuthority {
  private static final String OPENSSL = "openssl";

  private final Path folder;
  private final String name;

  /**
   * @param folder where its files go
   */
  OpensslAuthority(Path folder, String name) {
    Binaries.orSkip(Binaries.find(OPENSSL, Stream.of()), OPENSSL, "apt-get install openssl");
    this.folder = folder;
    this.name = name;
    String root = name + "-root";
    openssl(
        "req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=%1$s -keyout %1$s.key -out %1$s.pem"
            .formatted(root));
    sign(name, root, "basicConstraints=critical,CA:true\nkeyUsage=keyCertSign,cRLSign\n");
  }

  /** The root's certificate, by which the other side is checked. */
  Path root() {
    return folder.resolve(name + "-root.pem");
  }

  /**
   * Leaves the folder that {@code smoothie ca issue} leaves: the certificate is followed by the
   * intermediate one's.
   *
   * @param trusted checks the other side
   * @param extensions as openssl writes them
   */
  void issue(String commonName, Path trusted, String extensions, Path to) throws IOException {
    sign(commonName, name, extensions);
    Files.createDirectories(to);
    Files.writeString(
        to.resolve("cert.pem"),
        Files.readString(folder.resolve(commonName + ".pem"))
            + Files.readString(folder.resolve(name + ".pem")));
    Files.copy(folder.resolve(commonName + ".key"), to.resolve("key.pem"));
    Files.copy(trusted, to.resolve("ca.pem"));
  }

  private void sign(String commonName, String issuer, String extensions) {
    try {
      Files.writeString(folder.resolve("extensions"), extensions);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    openssl(
        "req -newkey rsa:2048 -nodes -subj /CN=%1$s -keyout %1$s.key -out request"
            .formatted(commonName));
    openssl(
        ("x509 -req -in request -CA %2$s.pem -CAkey %2$s.key -CAcreateserial -days 30"
                + " -extfile extensions -out %1$s.pem")
            .formatted(commonName, issuer));
  }

  private void openssl(String arguments) {
    ChildProcess process =
        ChildProcess.start(
            OPENSSL,
            Map.of(),
            List.of("bash", "-c", "cd '%s' && %s %s".formatted(folder, OPENSSL, arguments)));
    if (process.awaitEnd() != 0) {
      throw new AssertionError(process.end());
    }
  }
}
