package io.smoothie.cli.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** The embedded broker takes no PEM files: a folder's as the Java key stores that it does take. */
final class KeyStores {
  private static final int PASSWORD_BITS = 128;

  private final Path folder;

  /** Made anew at each start; whoever may read the folder has the key without it. */
  private final String password = new BigInteger(PASSWORD_BITS, new SecureRandom()).toString(36);

  /**
   * @param folder with {@code key.pem} and {@code cert.pem}, which only its owner may enter
   */
  KeyStores(Path folder) {
    this.folder = folder;
  }

  Path keyStore() {
    return folder.resolve("key-store.p12");
  }

  Path trustStore() {
    return folder.resolve("trust-store.p12");
  }

  String password() {
    return password;
  }

  X509Certificate certificate() throws IOException {
    return read(folder.resolve("cert.pem"));
  }

  /**
   * @param trusted the certificate of the authority that clients' certificates are of
   */
  void write(Path trusted) throws IOException {
    try {
      KeyStore own = empty();
      own.setKeyEntry("broker", key(), password.toCharArray(), new Certificate[] {certificate()});
      store(own, keyStore());
      KeyStore others = empty();
      others.setCertificateEntry("robots", read(trusted));
      store(others, trustStore());
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private void store(KeyStore store, Path file) throws IOException, GeneralSecurityException {
    Files.deleteIfExists(file);
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    try (OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      store.store(out, password.toCharArray());
    }
  }

  private PrivateKey key() throws IOException {
    try (PEMParser parser = new PEMParser(Files.newBufferedReader(folder.resolve("key.pem")))) {
      return new JcaPEMKeyConverter().getPrivateKey((PrivateKeyInfo) parser.readObject());
    }
  }

  private static X509Certificate read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " holds no certificate", e);
    }
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
