package io.smoothie.activities.mqtt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.jspecify.annotations.Nullable;

/** A PEM file as it was when it was read. Its exceptions say which file, and what is wrong. */
final class PemFile {
  /** Far above any bundle of certificates; a file without an end is not read to its end. */
  private static final int MAX_BYTES = 4 * 1024 * 1024;

  private final String what;
  private final Path path;
  private final byte[] content;

  private PemFile(String what, Path path, byte[] content) {
    this.what = what;
    this.path = path;
    this.content = content;
  }

  /**
   * @param what which of our files it is, for messages
   * @throws IllegalArgumentException when it cannot be read
   */
  static PemFile read(String what, Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] content = in.readNBytes(MAX_BYTES + 1);
      PemFile file = new PemFile(what, path, content);
      if (content.length > MAX_BYTES) {
        throw file.unusable("it is larger than 4 MiB", null);
      }
      return file;
    } catch (IOException e) {
      String why =
          e instanceof NoSuchFileException
              ? "there is no such file"
              : e instanceof AccessDeniedException
                  ? "this user may not read it"
                  : "it cannot be read (%s)".formatted(e.getMessage());
      throw new PemFile(what, path, new byte[0]).unusable(why, e);
    }
  }

  Path path() {
    return path;
  }

  boolean isSameAs(PemFile other) {
    return Arrays.equals(content, other.content);
  }

  /**
   * At least one certificate, in the file's order.
   *
   * @throws IllegalArgumentException when there is none, or something else
   */
  List<X509Certificate> certificates() {
    try {
      List<X509Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(content))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (found.isEmpty()) {
        throw unusable("it holds no certificate", null);
      }
      return found;
    } catch (CertificateException e) {
      throw unusable("it does not hold certificates in PEM form only, or is cut off", e);
    }
  }

  /**
   * The private key, in any of the forms that OpenSSL writes: PKCS#8, PKCS#1, SEC 1.
   *
   * @throws IllegalArgumentException when there is none, or it is encrypted
   */
  PrivateKey key() {
    try (PEMParser parser =
        new PEMParser(
            new InputStreamReader(
                new ByteArrayInputStream(content), StandardCharsets.ISO_8859_1))) {
      for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
        if (found instanceof PEMEncryptedKeyPair || found instanceof PKCS8EncryptedPrivateKeyInfo) {
          throw unusable(
              "it is encrypted. Nobody is there to type its passphrase: write it without one (openssl pkey),"
                  + " to a file that only its owner may read",
              null);
        }
        PrivateKeyInfo key =
            found instanceof PEMKeyPair pair
                ? pair.getPrivateKeyInfo()
                : found instanceof PrivateKeyInfo info ? info : null;
        if (key != null) {
          return new JcaPEMKeyConverter().getPrivateKey(key);
        }
      }
      throw unusable("it holds no private key in PEM form, or is cut off", null);
    } catch (IOException e) {
      // The exception may quote the key: its message stays here.
      throw unusable("it does not hold a private key in PEM form, or is cut off", null);
    }
  }

  IllegalArgumentException unusable(String why, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "The %s %s cannot be used: %s.".formatted(what, path, why), cause);
  }
}
