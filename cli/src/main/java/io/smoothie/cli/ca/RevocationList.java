package io.smoothie.cli.ca;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CRLEntryHolder;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.bc.BcX509ExtensionUtils;

/**
 * An authority's certificate revocation list. It is valid as long as the authority: an expired list
 * would shut every client out of a Mosquitto.
 */
final class RevocationList {
  private RevocationList() {}

  static X509CRLHolder empty(X509CertificateHolder authority, SigningKey key) {
    return signed(builder(authority), BigInteger.ONE, authority, key);
  }

  /** The list with these serial numbers added, revoked now. */
  static X509CRLHolder adding(
      Collection<BigInteger> serials,
      X509CRLHolder old,
      X509CertificateHolder authority,
      SigningKey key) {
    X509v2CRLBuilder builder = builder(authority).addCRL(old);
    Date now = Date.from(Instant.now());
    serials.forEach(serial -> builder.addCRLEntry(serial, now, CRLReason.unspecified));
    return signed(builder, number(old).add(BigInteger.ONE), authority, key);
  }

  /** When each certificate was revoked, by its serial number. */
  static Map<BigInteger, Instant> entries(X509CRLHolder list) {
    Map<BigInteger, Instant> entries = new HashMap<>();
    for (Object each : list.getRevokedCertificates()) {
      X509CRLEntryHolder entry = (X509CRLEntryHolder) each;
      entries.put(entry.getSerialNumber(), entry.getRevocationDate().toInstant());
    }
    return entries;
  }

  private static X509v2CRLBuilder builder(X509CertificateHolder authority) {
    return new X509v2CRLBuilder(authority.getSubject(), Date.from(Instant.now()))
        .setNextUpdate(authority.getNotAfter());
  }

  private static BigInteger number(X509CRLHolder list) {
    Extension number = list.getExtension(Extension.cRLNumber);
    return number == null
        ? BigInteger.ZERO
        : ASN1Integer.getInstance(number.getParsedValue()).getValue();
  }

  private static X509CRLHolder signed(
      X509v2CRLBuilder builder,
      BigInteger number,
      X509CertificateHolder authority,
      SigningKey key) {
    try {
      return builder
          .addExtension(Extension.cRLNumber, false, new CRLNumber(number))
          .addExtension(
              Extension.authorityKeyIdentifier,
              false,
              new BcX509ExtensionUtils()
                  .createAuthorityKeyIdentifier(authority.getSubjectPublicKeyInfo()))
          .build(key.signer());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
