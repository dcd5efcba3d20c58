package io.smoothie.cli.realtier;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates that the shop's authorities never issue, signed by their keys all the same. */
final class RogueCertificate {
  private RogueCertificate() {}

  /**
   * Writes the credentials of a client.
   *
   * @param authority the folder of the authority that signs
   * @param issuer the authority's own name
   */
  static Path signed(
      Path authority, X500Name issuer, String commonName, Duration valid, Path folder)
      throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair key = generator.generateKeyPair();
    Instant now = Instant.now();
    Files.createDirectories(folder);
    try {
      write(
          folder.resolve("cert.pem"),
          new JcaX509v3CertificateBuilder(
                  issuer,
                  BigInteger.valueOf(System.nanoTime()),
                  Date.from(now.minus(Duration.ofDays(2))),
                  Date.from(now.plus(valid)),
                  new X500NameBuilder().addRDN(BCStyle.CN, new DERUTF8String(commonName)).build(),
                  key.getPublic())
              .build(
                  new JcaContentSignerBuilder("SHA256withECDSA")
                      .build(TlsSocket.key(authority.resolve("ca.key")))));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
    write(folder.resolve("key.pem"), new JcaPKCS8Generator(key.getPrivate(), null));
    return folder;
  }

  private static void write(Path file, Object object) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      pem.writeObject(object);
    }
    Files.writeString(file, text.toString());
  }
}
