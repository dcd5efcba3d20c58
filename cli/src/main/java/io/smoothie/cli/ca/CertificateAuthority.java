package io.smoothie.cli.ca;

import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * One authority in a folder: its key, its certificate, its revocation list, and each certificate
 * that it has issued. What it has issued and what it has revoked stands in these files alone, so
 * that no index can contradict them. Changes are made by {@link Authorities}, one at a time.
 */
public final class CertificateAuthority {
  /** Renewing an authority means a visit to every robot. */
  private static final Duration VALID = Duration.ofDays(20 * 365);

  private final Path folder;
  private final SigningKey key;
  private final X509CertificateHolder certificate;

  private CertificateAuthority(Path folder) {
    this.folder = folder;
    this.key = SigningKey.read(keyFile(folder));
    this.certificate = Pem.read(certificateFile(folder), X509CertificateHolder.class);
  }

  /** The certificate is written last: where it is, all is. */
  static boolean isIn(Path folder) {
    return Files.exists(certificateFile(folder));
  }

  static CertificateAuthority open(Path folder) {
    return new CertificateAuthority(folder);
  }

  /** Makes an authority, or what a process that was killed has not made of one. */
  static void create(Path folder, String name) throws IOException {
    AtomicFile.createSecretFolder(folder.resolve("issued"));
    if (!Files.exists(keyFile(folder))) {
      AtomicFile.writeSecret(keyFile(folder), SigningKey.generate().pem());
    }
    SigningKey key = SigningKey.read(keyFile(folder));
    X509CertificateHolder certificate = CertificateProfile.authority(name, key, VALID);
    AtomicFile.write(listFile(folder), Pem.text(RevocationList.empty(certificate, key)));
    AtomicFile.write(certificateFile(folder), Pem.text(certificate));
  }

  public X509CertificateHolder certificate() {
    return certificate;
  }

  /** The file with the authority's certificate. */
  public Path certificateFile() {
    return certificateFile(folder);
  }

  /** The file with the authority's revocation list, which a broker reads. */
  public Path revocationListFile() {
    return listFile(folder);
  }

  /** Every certificate it has issued; those of one name and ending in the order of issue. */
  public List<Issued> issued() {
    return inFolders(folder.resolve("issued"), 2);
  }

  /** Every certificate it has issued to this name. */
  public List<Issued> issued(String name) {
    // A file system may hold names for equal that differ in case.
    return inFolders(folderOf(name), 1).stream()
        .filter(issued -> issued.name().equals(name))
        .toList();
  }

  private List<Issued> inFolders(Path top, int depth) {
    if (!Files.exists(top)) {
      return List.of();
    }
    Map<BigInteger, Instant> revoked = RevocationList.entries(revocationList());
    try (Stream<Path> files = Files.walk(top, depth)) {
      return files
          // A process that was killed may have left others.
          .filter(file -> file.toString().endsWith(".pem"))
          // A certificate's own times are of whole seconds.
          .sorted(Comparator.comparingLong(file -> file.toFile().lastModified()))
          .map(file -> Pem.read(file, X509CertificateHolder.class))
          .map(one -> new Issued(one, revoked.get(one.getSerialNumber())))
          .sorted(Comparator.comparing(Issued::name).thenComparing(Issued::until))
          .toList();
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.REFUSED, "The certificates in %s cannot be read (%s).".formatted(top, e), e);
    }
  }

  Issued issue(CertificateRequest request, SubjectPublicKeyInfo publicKey) throws IOException {
    X509CertificateHolder issued = CertificateProfile.issued(request, publicKey, certificate, key);
    AtomicFile.createSecretFolder(folderOf(request.name()));
    AtomicFile.write(
        folderOf(request.name()).resolve(issued.getSerialNumber().toString(16) + ".pem"),
        Pem.text(issued));
    return new Issued(issued, null);
  }

  void revoke(List<Issued> issued) throws IOException {
    List<BigInteger> serials = issued.stream().map(Issued::serial).toList();
    AtomicFile.write(
        revocationListFile(),
        Pem.text(RevocationList.adding(serials, revocationList(), certificate, key)));
  }

  void writeTrust(Path brokersFolder) throws IOException {
    String prefix = folder.getFileName() + "-";
    AtomicFile.write(brokersFolder.resolve(prefix + "ca.pem"), Files.readString(certificateFile()));
    AtomicFile.write(
        brokersFolder.resolve(prefix + "crl.pem"), Files.readString(revocationListFile()));
  }

  /** A name may be that of no folder, such as {@code ..}: with something before it, it is one. */
  private Path folderOf(String name) {
    return folder.resolve("issued").resolve("CN=" + name);
  }

  private static Path keyFile(Path folder) {
    return folder.resolve("ca.key");
  }

  private static Path certificateFile(Path folder) {
    return folder.resolve("ca.pem");
  }

  private static Path listFile(Path folder) {
    return folder.resolve("crl.pem");
  }

  private X509CRLHolder revocationList() {
    return Pem.read(revocationListFile(), X509CRLHolder.class);
  }
}
