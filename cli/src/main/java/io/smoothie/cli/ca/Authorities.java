package io.smoothie.cli.ca;

import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The shop's two certificate authorities in a folder. {@code robots} issues to robots; {@code shop}
 * issues to the worker, the gateway and the broker. The broker has a listener for each: so no
 * robot's certificate opens the listener of our own parts, whatever its name.
 *
 * <p>Changes are made by one thread of one process at a time; a process that is killed leaves
 * nothing that the same call, made again, does not put right. Every method throws {@link
 * CommandFailure}, with a sentence, when a file cannot be read or written.
 */
public final class Authorities {
  private static final Object THIS_PROCESS = new Object();

  private final Path folder;

  private Authorities(Path folder) {
    this.folder = folder;
  }

  /** Those in a folder, which need not be there yet. */
  public static Authorities in(Path folder) {
    return new Authorities(folder.toAbsolutePath().normalize());
  }

  /** Where they are. */
  public Path folder() {
    return folder;
  }

  /**
   * Makes the two authorities. One that is there stays as it is.
   *
   * @return whether one was made
   */
  public boolean init() {
    return alone(
        () -> {
          boolean made = false;
          for (Issuer issuer : Issuer.values()) {
            if (!CertificateAuthority.isIn(in(issuer))) {
              CertificateAuthority.create(in(issuer), issuer.commonName());
              made = true;
            }
          }
          return made;
        });
  }

  /** The authority that issues to robots. */
  public CertificateAuthority robots() {
    return open(Issuer.ROBOTS);
  }

  /** The authority that issues to the worker, the gateway and the broker. */
  public CertificateAuthority shop() {
    return open(Issuer.SHOP);
  }

  /** Whether both are there. */
  public boolean exist() {
    return CertificateAuthority.isIn(in(Issuer.ROBOTS))
        && CertificateAuthority.isIn(in(Issuer.SHOP));
  }

  /**
   * Leaves in {@code folder} what the owner of a certificate needs: its key, the certificate, and
   * the certificate of the authority that the other side's is to be checked by. What is there
   * already stays: a key, and the certificate to it while it is valid.
   *
   * @throws CommandFailure also when a robot has a valid certificate to another key, or when the
   *     key was that of a revoked certificate
   */
  public Issued provision(CertificateRequest request, Path folder) {
    CertificateAuthority authority = open(request.kind().issuer());
    return alone(() -> credentials(authority, request, folder).provision());
  }

  /**
   * As {@link #provision}, with a new certificate: to the key that is in {@code folder}, or to a
   * new key. The certificates before it stay valid until they expire.
   *
   * @throws CommandFailure also when there is no certificate to renew
   */
  public Issued renew(CertificateRequest request, Path folder) {
    CertificateAuthority authority = open(request.kind().issuer());
    return alone(() -> credentials(authority, request, folder).renew());
  }

  /**
   * Revokes those certificates of this name that are still valid; brokers have to be given the new
   * list.
   *
   * @return those that are revoked now and were not before
   */
  public List<Issued> revoke(CertificateRequest.Kind kind, String name) {
    return revoke(open(kind.issuer()), issued -> issued.name().equals(name));
  }

  /** Likewise, those with these serial numbers, whichever authority has issued them. */
  public List<Issued> revoke(Collection<BigInteger> serials) {
    return Stream.of(robots(), shop())
        .flatMap(each -> revoke(each, issued -> serials.contains(issued.serial())).stream())
        .toList();
  }

  private List<Issued> revoke(CertificateAuthority authority, Predicate<Issued> which) {
    return alone(
        () -> {
          Instant now = Instant.now();
          List<Issued> valid =
              authority.issued().stream()
                  .filter(which)
                  .filter(issued -> issued.state(now) == Issued.State.VALID)
                  .toList();
          if (!valid.isEmpty()) {
            authority.revoke(valid);
          }
          return valid;
        });
  }

  /** The first host of the broker's certificate that was issued last, if there is one. */
  public Optional<String> brokersHost() {
    return shop().issued().stream()
        .filter(issued -> !issued.hosts().isEmpty())
        .reduce((one, later) -> later.from().isBefore(one.from()) ? one : later)
        .map(issued -> issued.hosts().get(0));
  }

  /**
   * Writes what a broker checks certificates by: {@code robots-ca.pem} and {@code robots-crl.pem}
   * for the robots' listener, {@code shop-ca.pem} and {@code shop-crl.pem} for that of our own
   * parts. A broker reads a new list when it is told to (Mosquitto: at SIGHUP).
   */
  public void writeTrust(Path brokersFolder) {
    List<CertificateAuthority> both = List.of(robots(), shop());
    alone(
        () -> {
          Files.createDirectories(brokersFolder);
          for (CertificateAuthority each : both) {
            each.writeTrust(brokersFolder);
          }
          return both;
        });
  }

  CertificateAuthority open(Issuer issuer) {
    if (!CertificateAuthority.isIn(in(issuer))) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "There are no certificate authorities in %s: smoothie ca init makes them."
              .formatted(folder));
    }
    return CertificateAuthority.open(in(issuer));
  }

  /** Whoever gets a certificate, robot or ours, meets a broker whose certificate is the shop's. */
  private Credentials credentials(
      CertificateAuthority authority, CertificateRequest request, Path folder) {
    return new Credentials(authority, request, shop().certificateFile(), folder);
  }

  private Path in(Issuer issuer) {
    return folder.resolve(issuer.folder());
  }

  private interface Change<T> {
    T make() throws IOException;
  }

  private <T> T alone(Change<T> change) {
    // A lock on a file is held by the whole process: its threads take turns first.
    synchronized (THIS_PROCESS) {
      try {
        AtomicFile.createSecretFolder(folder);
        try (FileChannel channel =
            FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
          // Until the channel is closed.
          channel.lock();
          return change.make();
        }
      } catch (IOException e) {
        throw new CommandFailure(
            ExitCode.REFUSED,
            "A file of the certificates cannot be written (%s). Run the same command again once it can: what was done before stays."
                .formatted(e),
            e);
      }
    }
  }
}
