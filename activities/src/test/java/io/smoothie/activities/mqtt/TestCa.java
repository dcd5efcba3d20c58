package io.smoothie.activities.mqtt;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.UUID;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObjectGenerator;

/** A certificate authority of tests, which issues what no good one would, too. */
public final class TestCa {
  /**
   * A certificate and its key in files.
   *
   * @param key PKCS #8, readable by its owner only
   */
  public record Issued(Path certificate, Path key, X509Certificate x509, KeyPair keys) {}

  private final Path folder;
  private final X500Principal name;
  private final KeyPair keys = keys("EC");
  private final Path certificate;

  public TestCa(Path folder, String name) {
    this.folder = folder;
    this.name = new X500Principal("CN=" + name);
    Instant now = Instant.now();
    certificate =
        write("ca", signed(this.name, keys, now, now.plus(Duration.ofDays(1)), /* ca= */ true));
  }

  /** The file with its own certificate. */
  public Path certificate() {
    return certificate;
  }

  /** A good certificate, for a client or for a server on loopback. */
  public Issued issue(String commonName) {
    return issue(commonName, "EC", Instant.now(), Duration.ofDays(1));
  }

  public Issued issue(String commonName, String algorithm, Instant from, Duration valid) {
    KeyPair own = keys(algorithm);
    X509Certificate x509 =
        signed(new X500Principal("CN=" + commonName), own, from, from.plus(valid), /* ca= */ false);
    Path key = write("key", pkcs8(own.getPrivate()));
    try {
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return new Issued(write("certificate", x509), key, x509, own);
  }

  /** A revocation list with these certificates. */
  public Path revoked(X509Certificate... certificates) {
    Date now = Date.from(Instant.now());
    JcaX509v2CRLBuilder list = new JcaX509v2CRLBuilder(name, now);
    list.setNextUpdate(Date.from(Instant.now().plus(Duration.ofDays(1))));
    Arrays.stream(certificates).forEach(each -> list.addCRLEntry(each.getSerialNumber(), now, 0));
    try {
      X509CRL signed =
          new JcaX509CRLConverter()
              .getCRL(
                  list.build(
                      new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
      return write("crl", signed);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new AssertionError(e);
    }
  }

  /** A file with {@code object} in PEM form. */
  Path write(String what, Object object) {
    try {
      return Files.writeString(
          folder.resolve(what + "-" + UUID.randomUUID() + ".pem"), pem(object));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static String pem(Object object) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }

  private static PemObjectGenerator pkcs8(PrivateKey key) {
    try {
      return new JcaPKCS8Generator(key, /* encryptor= */ null);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private X509Certificate signed(
      X500Principal subject, KeyPair own, Instant from, Instant until, boolean ca) {
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name,
              new BigInteger(64, new java.security.SecureRandom()),
              Date.from(from.minusSeconds(60)),
              Date.from(until),
              subject,
              own.getPublic());
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(ca))
          .addExtension(
              Extension.subjectAlternativeName,
              false,
              new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static KeyPair keys(String algorithm) {
    try {
      return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
