package io.smoothie.cli.ca;

import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * A folder for the owner of a certificate: {@code key.pem}, {@code cert.pem}, and {@code ca.pem} to
 * check the other side by. The key comes first and a certificate is found again by its key, so that
 * a run after one that was killed ends with the same certificate.
 */
final class Credentials {
  private final CertificateAuthority authority;
  private final CertificateRequest request;
  private final Path otherSidesAuthority;
  private final Path folder;

  Credentials(
      CertificateAuthority authority,
      CertificateRequest request,
      Path otherSidesAuthority,
      Path folder) {
    this.authority = authority;
    this.request = request;
    this.otherSidesAuthority = otherSidesAuthority;
    this.folder = folder;
  }

  Issued provision() throws IOException {
    Optional<Issued> usable = usable();
    if (usable.isPresent()) {
      return handOver(usable.get());
    }
    Optional<Issued> other = latest(valid(authority.issued(request.name())));
    if (request.kind().isOne() && other.isPresent()) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          ("%1$s has a certificate already, valid until %2$s, and its key is not in %3$s. For"
                  + " another one: smoothie robots renew %1$s. If its key is lost or stolen, first:"
                  + " smoothie robots revoke %1$s")
              .formatted(request.name(), other.get().until(), folder));
    }
    return handOver(authority.issue(request, key().publicKey()));
  }

  Issued renew() throws IOException {
    if (authority.issued(request.name()).stream().noneMatch(issued -> issued.revoked() == null)) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "%1$s has no certificate to renew, or only revoked ones: smoothie robots provision %1$s"
              .formatted(request.name()));
    }
    // A run that was killed may have issued it and not handed it over.
    Optional<Issued> usable = usable().filter(issued -> issued.from().isAfter(fromOfTheOneHere()));
    return handOver(
        usable.isPresent() ? usable.get() : authority.issue(request, key().publicKey()));
  }

  /** The newest valid certificate to the key that is here. */
  private Optional<Issued> usable() {
    if (!Files.exists(keyFile())) {
      return Optional.empty();
    }
    var publicKey = SigningKey.read(keyFile()).publicKey();
    List<Issued> toThisKey =
        authority.issued(request.name()).stream()
            .filter(one -> one.certificate().getSubjectPublicKeyInfo().equals(publicKey))
            .toList();
    if (toThisKey.stream().anyMatch(issued -> issued.revoked() != null)) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "The key in %s was that of a certificate that is revoked: remove it, or name another folder."
              .formatted(keyFile()));
    }
    return latest(valid(toThisKey));
  }

  private static List<Issued> valid(List<Issued> issued) {
    Instant now = Instant.now();
    return issued.stream().filter(one -> one.state(now) == Issued.State.VALID).toList();
  }

  private static Optional<Issued> latest(List<Issued> issued) {
    return issued.stream().max(Comparator.comparing(Issued::from));
  }

  private Instant fromOfTheOneHere() {
    return Files.exists(certificateFile())
        ? Pem.read(certificateFile(), X509CertificateHolder.class).getNotBefore().toInstant()
        : Instant.MIN;
  }

  private SigningKey key() throws IOException {
    AtomicFile.createSecretFolder(folder);
    if (!Files.exists(keyFile())) {
      AtomicFile.writeSecret(keyFile(), SigningKey.generate().pem());
    }
    return SigningKey.read(keyFile());
  }

  private Issued handOver(Issued issued) throws IOException {
    AtomicFile.write(folder.resolve("ca.pem"), Files.readString(otherSidesAuthority));
    AtomicFile.write(certificateFile(), Pem.text(issued.certificate()));
    return issued;
  }

  private Path keyFile() {
    return folder.resolve("key.pem");
  }

  private Path certificateFile() {
    return folder.resolve("cert.pem");
  }
}
