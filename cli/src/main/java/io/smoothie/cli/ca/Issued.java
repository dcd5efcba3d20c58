package io.smoothie.cli.ca;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that one of the shop's authorities has issued.
 *
 * @param revoked when it was revoked, or null
 */
public record Issued(X509CertificateHolder certificate, @Nullable Instant revoked) {
  /** What became of a certificate. */
  public enum State {
    VALID,
    EXPIRED,
    REVOKED
  }

  /** The common name, which is the user at the broker. */
  public String name() {
    return commonName(certificate);
  }

  public BigInteger serial() {
    return certificate.getSerialNumber();
  }

  /** The serial number as {@code openssl} shows it. */
  String serialInHex() {
    return serial().toString(16);
  }

  /** The names and addresses of the host, for a server's. */
  List<String> hosts() {
    GeneralNames names =
        GeneralNames.fromExtensions(certificate.getExtensions(), Extension.subjectAlternativeName);
    return names == null ? List.of() : Arrays.stream(names.getNames()).map(Issued::host).toList();
  }

  private static String host(GeneralName name) {
    if (name.getTagNo() != GeneralName.iPAddress) {
      return name.getName().toString();
    }
    try {
      return InetAddress.getByAddress(ASN1OctetString.getInstance(name.getName()).getOctets())
          .getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("An address of a length that no address has", e);
    }
  }

  /** The beginning of its validity, an hour before it was issued, to the second. */
  Instant from() {
    return certificate.getNotBefore().toInstant();
  }

  /** The end of its validity. */
  public Instant until() {
    return certificate.getNotAfter().toInstant();
  }

  public State state(Instant now) {
    return revoked != null ? State.REVOKED : until().isBefore(now) ? State.EXPIRED : State.VALID;
  }

  static String commonName(X509CertificateHolder certificate) {
    return IETFUtils.valueToString(
        certificate.getSubject().getRDNs(BCStyle.CN)[0].getFirst().getValue());
  }
}
