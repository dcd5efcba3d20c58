package io.smoothie.cli.ca;

import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A private key on the curve P-256, which every TLS library of a robot knows; kept as PKCS #8. */
final class SigningKey {
  private static final String SIGNATURE = "SHA256withECDSA";

  private final ECPrivateKeyParameters key;

  private SigningKey(ECPrivateKeyParameters key) {
    this.key = key;
  }

  static SigningKey generate() {
    ECKeyPairGenerator generator = new ECKeyPairGenerator();
    generator.init(
        new ECKeyGenerationParameters(
            ECNamedDomainParameters.lookup(SECObjectIdentifiers.secp256r1), new SecureRandom()));
    return new SigningKey((ECPrivateKeyParameters) generator.generateKeyPair().getPrivate());
  }

  static SigningKey read(Path file) {
    PrivateKeyInfo info = Pem.read(file, PrivateKeyInfo.class);
    try {
      if (PrivateKeyFactory.createKey(info) instanceof ECPrivateKeyParameters key) {
        return new SigningKey(key);
      }
    } catch (IOException | RuntimeException e) {
      throw unusable(file, e);
    }
    throw unusable(file, null);
  }

  private static CommandFailure unusable(Path file, @Nullable Exception e) {
    return new CommandFailure(
        ExitCode.REFUSED, "The key in %s is not one that Smoothie made.".formatted(file), e);
  }

  SubjectPublicKeyInfo publicKey() {
    try {
      return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(
          new ECPublicKeyParameters(
              key.getParameters().getG().multiply(key.getD()), key.getParameters()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String pem() {
    try {
      return Pem.text(new PKCS8Generator(PrivateKeyInfoFactory.createPrivateKeyInfo(key), null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ContentSigner signer() {
    var signature = new DefaultSignatureAlgorithmIdentifierFinder().find(SIGNATURE);
    try {
      return new BcECContentSignerBuilder(
              signature, new DefaultDigestAlgorithmIdentifierFinder().find(signature))
          .build(key);
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }
}
