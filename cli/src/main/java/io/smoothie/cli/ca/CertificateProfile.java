package io.smoothie.cli.ca;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.bc.BcX509ExtensionUtils;
import org.bouncycastle.util.IPAddress;

/** What the shop's certificates have in them, after RFC 5280. */
final class CertificateProfile {
  /** Robots' clocks may be slow. */
  private static final Duration CLOCK_SKEW = Duration.ofHours(1);

  private static final BcX509ExtensionUtils IDENTIFIERS = new BcX509ExtensionUtils();
  private static final SecureRandom RANDOM = new SecureRandom();

  private CertificateProfile() {}

  /** An authority's own certificate, signed by itself. */
  static X509CertificateHolder authority(String name, SigningKey key, Duration valid) {
    Instant now = Instant.now();
    X509v3CertificateBuilder builder =
        builder(name(name), name(name), key.publicKey(), now, now.plus(valid));
    try {
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
          .addExtension(
              Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return builder.build(key.signer());
  }

  /**
   * A client's or a server's certificate. The extended key usage keeps a client's from being used
   * as a broker's.
   */
  static X509CertificateHolder issued(
      CertificateRequest request,
      SubjectPublicKeyInfo publicKey,
      X509CertificateHolder authority,
      SigningKey authoritysKey) {
    Instant now = Instant.now();
    Instant last = authority.getNotAfter().toInstant();
    Instant until = now.plus(request.valid());
    X509v3CertificateBuilder builder =
        builder(
            authority.getSubject(),
            name(request.name()),
            publicKey,
            now,
            until.isBefore(last) ? until : last);
    try {
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
          .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
          .addExtension(
              Extension.extendedKeyUsage,
              false,
              new ExtendedKeyUsage(
                  request.isServer()
                      ? KeyPurposeId.id_kp_serverAuth
                      : KeyPurposeId.id_kp_clientAuth))
          .addExtension(
              Extension.authorityKeyIdentifier,
              false,
              IDENTIFIERS.createAuthorityKeyIdentifier(authority.getSubjectPublicKeyInfo()));
      if (!request.hosts().isEmpty()) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(
                request.hosts().stream()
                    .map(CertificateProfile::host)
                    .toArray(GeneralName[]::new)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return builder.build(authoritysKey.signer());
  }

  private static GeneralName host(String host) {
    return new GeneralName(
        IPAddress.isValid(host) ? GeneralName.iPAddress : GeneralName.dNSName, host);
  }

  private static X500Name name(String commonName) {
    return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, commonName).build();
  }

  /**
   * The serial number is random, as nobody can then guess the next one, and there is no counter to
   * lose.
   */
  private static X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, SubjectPublicKeyInfo key, Instant now, Instant until) {
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            issuer,
            new BigInteger(127, RANDOM).setBit(126),
            Date.from(now.minus(CLOCK_SKEW)),
            Date.from(until),
            subject,
            key);
    try {
      return builder.addExtension(
          Extension.subjectKeyIdentifier, false, IDENTIFIERS.createSubjectKeyIdentifier(key));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
