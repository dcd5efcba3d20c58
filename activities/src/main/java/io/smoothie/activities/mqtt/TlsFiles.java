package io.smoothie.activities.mqtt;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The files of one moment.
 *
 * @param ca whose certificates we trust; null: what the JVM trusts
 * @param certificate ours, and those between it and its CA; null, as is {@code key}: none
 */
record TlsFiles(@Nullable PemFile ca, @Nullable PemFile certificate, @Nullable PemFile key) {
  private static final String NO_PASSWORD = "";

  boolean areSameAs(TlsFiles others) {
    return isSame(ca, others.ca)
        && isSame(certificate, others.certificate)
        && isSame(key, others.key);
  }

  private static boolean isSame(@Nullable PemFile one, @Nullable PemFile other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return one.isSameAs(other);
  }

  /**
   * Our certificate; null: none.
   *
   * @throws IllegalArgumentException when there is none in its file
   */
  @Nullable X509Certificate own() {
    return certificate == null ? null : certificate.certificates().get(0);
  }

  /**
   * @throws IllegalArgumentException when a file cannot be used now; says which, and why
   */
  MqttClientSslConfig config(Clock clock) {
    try {
      return MqttClientSslConfig.builder()
          .trustManagerFactory(ca == null ? null : trust(ca, clock.instant()))
          .keyManagerFactory(
              certificate == null || key == null ? null : keys(certificate, key, clock.instant()))
          .build();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "The certificate files cannot be used: %s.".formatted(e.getMessage()), e);
    }
  }

  private static TrustManagerFactory trust(PemFile ca, Instant now)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    List<X509Certificate> certificates = ca.certificates();
    if (certificates.stream().allMatch(each -> each.getNotAfter().toInstant().isBefore(now))) {
      throw ca.unusable(
          "it expired at " + certificates.get(0).getNotAfter().toInstant(), /* cause= */ null);
    }
    for (int i = 0; i < certificates.size(); i++) {
      store.setCertificateEntry("ca-" + i, certificates.get(i));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }

  private static KeyManagerFactory keys(PemFile certificate, PemFile key, Instant now)
      throws GeneralSecurityException, IOException {
    List<X509Certificate> chain = certificate.certificates();
    X509Certificate own = chain.get(0);
    PrivateKey secret = key.key();
    if (!belongTogether(secret, own.getPublicKey())) {
      throw key.unusable(
          "it is not the key of the certificate " + certificate.path(), /* cause= */ null);
    }
    if (own.getNotAfter().toInstant().isBefore(now)) {
      throw certificate.unusable(
          "it expired at %s. Have it renewed".formatted(own.getNotAfter().toInstant()), null);
    }
    if (own.getNotBefore().toInstant().isAfter(now)) {
      throw certificate.unusable(
          "it is valid from %s on, and this machine's clock says %s"
              .formatted(own.getNotBefore().toInstant(), now),
          null);
    }
    KeyStore store = emptyStore();
    store.setKeyEntry("own", secret, NO_PASSWORD.toCharArray(), chain.toArray(Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD.toCharArray());
    return factory;
  }

  /** A key store takes any key with any certificate; the broker would only say that it is bad. */
  private static boolean belongTogether(PrivateKey secret, PublicKey published)
      throws GeneralSecurityException {
    if (!secret.getAlgorithm().equals(published.getAlgorithm())) {
      return false;
    }
    String algorithm =
        switch (published.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> published.getAlgorithm();
        };
    byte[] anything = published.getEncoded();
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(secret);
    signature.update(anything);
    byte[] signed = signature.sign();
    signature.initVerify(published);
    signature.update(anything);
    return signature.verify(signed);
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return Objects.requireNonNull(store);
  }
}
