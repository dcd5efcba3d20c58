package io.smoothie.activities.mqtt;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import io.smoothie.activities.mqtt.TestCa.Issued;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class ClientTlsTest {
  private static final Logger LOG = (Logger) LoggerFactory.getLogger(ClientTls.class);

  private final EmbeddedBroker broker = EmbeddedBroker.shared();
  private final String id = "tls-" + UUID.randomUUID();
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void listen() {
    logged.start();
    LOG.addAppender(logged);
  }

  @AfterEach
  void stopListening() {
    LOG.detachAppender(logged);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void a_broker_that_asks_for_a_certificate_is_said_to_ask_for_one(String protocol) {
    String url = broker.mutualTlsUrl(protocol);
    MqttSettings settings =
        MqttSettings.parse(url).withTls(ClientTls.of(broker.certificate(), null, null));

    String message = refused(settings);

    assertTrue(
        message.startsWith("The MQTT broker at %s asks for a client certificate".formatted(url)),
        message);
    assertTrue(message.contains("--mqtt-cert"), message);
    assertFalse(message.contains("trust store"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void a_certificate_that_the_broker_does_not_trust_is_named_with_its_issuer(String protocol) {
    Issued foreign = new TestCa(folder, "Foreign CA").issue("Robot1");

    String message = refused(settings(protocol, foreign.certificate(), foreign.key()));

    assertTrue(
        message.contains("refuses our client certificate " + foreign.certificate()), message);
    assertTrue(message.contains("CN=Robot1"), message);
    assertTrue(message.contains("trusts its issuer (CN=Foreign CA)"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void a_client_is_let_in_with_its_certificate(String protocol) {
    Issued own = broker.clientCa().issue(id);

    try (MqttConnection connection =
        MqttClients.connection(settings(protocol, own.certificate(), own.key()), id).connect()) {
      assertTrue(connection.isConnected());
      assertEquals("CN=" + id, broker.certificateOf(id));
    }
    assertEquals(List.of(), warnings());
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void a_key_may_be_of_any_usual_kind_and_in_any_form_that_openssl_writes(String algorithm)
      throws IOException {
    TestCa ca = new TestCa(folder, "CA");
    Issued own = ca.issue("worker", algorithm, Instant.now(), Duration.ofDays(1));

    assertUsable(own.certificate(), own.key());
    // PKCS #1 and SEC 1: 'BEGIN RSA PRIVATE KEY', 'BEGIN EC PRIVATE KEY'.
    Path old =
        algorithm.equals("EC")
            ? sec1(ca, own)
            : ca.write("old", new JcaMiscPEMGenerator(own.keys().getPrivate()));
    onlyOwner(old);
    assertUsable(own.certificate(), old);
    Path both =
        Files.writeString(
            folder.resolve("both.pem"),
            "text before\n" + Files.readString(own.certificate()) + Files.readString(old));
    onlyOwner(both);
    assertUsable(own.certificate(), both);
    assertEquals(List.of(), warnings());
  }

  @Test
  void a_file_that_cannot_be_used_is_named_with_the_reason() throws Exception {
    TestCa ca = new TestCa(folder, "CA");
    Issued own = ca.issue("worker");
    Path none = folder.resolve("none.pem");
    Path empty = Files.createFile(folder.resolve("empty.pem"));
    Path half =
        Files.writeString(
            folder.resolve("half.pem"), Files.readString(own.certificate()).substring(0, 200));
    Path halfKey =
        Files.writeString(folder.resolve("half.key"), Files.readString(own.key()).substring(0, 80));
    Path text = Files.writeString(folder.resolve("text.pem"), "hello\n");

    assertRefused(none, "there is no such file", () -> ClientTls.of(none, null, null));
    assertRefused(folder, "it cannot be read", () -> ClientTls.of(folder, null, null));
    for (Path bad : List.of(empty, half, text, own.key())) {
      assertRefused(bad, "certificate", () -> ClientTls.of(bad, null, null));
      assertRefused(bad, "certificate", () -> ClientTls.of(null, bad, own.key()));
    }
    for (Path bad : List.of(empty, halfKey, text, own.certificate())) {
      assertRefused(bad, "private key", () -> ClientTls.of(null, own.certificate(), bad));
    }
  }

  @Test
  void an_encrypted_key_and_the_key_of_another_certificate_are_refused() throws Exception {
    TestCa ca = new TestCa(folder, "CA");
    Issued own = ca.issue("worker", "RSA", Instant.now(), Duration.ofDays(1));
    Path pkcs8 =
        ca.write(
            "pkcs8",
            new JcaPKCS8Generator(
                own.keys().getPrivate(),
                new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                    .setProvider(new BouncyCastleProvider())
                    .setPassword("secret".toCharArray())
                    .build()));
    Path pkcs1 =
        ca.write(
            "pkcs1",
            new JcaMiscPEMGenerator(
                own.keys().getPrivate(),
                new JcePEMEncryptorBuilder("AES-128-CBC")
                    .setProvider(new BouncyCastleProvider())
                    .build("secret".toCharArray())));
    for (Path encrypted : List.of(pkcs8, pkcs1)) {
      assertRefused(
          encrypted, "it is encrypted", () -> ClientTls.of(null, own.certificate(), encrypted));
    }
    for (String algorithm : List.of("RSA", "EC")) {
      Path other = ca.issue("other", algorithm, Instant.now(), Duration.ofDays(1)).key();
      assertRefused(
          other,
          "it is not the key of the certificate " + own.certificate(),
          () -> ClientTls.of(null, own.certificate(), other));
    }
    assertRefused(
        Path.of("--mqtt-key"), "go together", () -> ClientTls.of(null, own.certificate(), null));
    assertRefused(Path.of("--mqtt-cert"), "go together", () -> ClientTls.of(null, null, pkcs8));
  }

  @Test
  void certificates_that_are_over_or_not_yet_valid_are_refused() {
    TestCa ca = new TestCa(folder, "CA");
    Instant yesterday = Instant.now().minus(Duration.ofDays(1));
    Issued old = ca.issue("worker", "EC", yesterday, Duration.ofHours(1));
    Issued early = ca.issue("worker", "EC", Instant.now().plusSeconds(3600), Duration.ofHours(1));

    assertRefused(
        old.certificate(),
        "it expired at " + old.x509().getNotAfter().toInstant(),
        () -> ClientTls.of(null, old.certificate(), old.key()));
    assertRefused(
        early.certificate(),
        "it is valid from ",
        () -> ClientTls.of(null, early.certificate(), early.key()));
    assertRefused(
        old.certificate(), "it expired", () -> ClientTls.of(old.certificate(), null, null));
  }

  @Test
  void a_key_that_everybody_may_read_is_warned_of() throws IOException {
    Issued own = new TestCa(folder, "CA").issue("worker");
    Files.setPosixFilePermissions(own.key(), PosixFilePermissions.fromString("rw-r--r--"));

    assertUsable(own.certificate(), own.key());

    assertEquals(1, warnings().size(), warnings()::toString);
    assertTrue(
        warnings().get(0).contains(own.key() + ": let only its owner"), warnings()::toString);
  }

  @Test
  void files_that_do_not_fit_together_yet_change_nothing_and_are_warned_of_once()
      throws IOException {
    TestCa ca = new TestCa(folder, "CA");
    Issued own = ca.issue("old");
    Issued renewed = ca.issue("new");
    ClientTls tls = ClientTls.of(ca.certificate(), own.certificate(), own.key());
    MqttClientSslConfig before = tls.config();
    assertSame(before, tls.config());

    replace(renewed.certificate(), own.certificate());
    assertSame(before, tls.config(), "the new certificate with the old key");
    assertSame(before, tls.config());
    assertEquals(1, warnings().size(), warnings()::toString);
    assertTrue(warnings().get(0).contains("as they were before stay"), warnings()::toString);
    Files.writeString(own.key(), "half");
    assertSame(before, tls.config());
    assertEquals(2, warnings().size(), warnings()::toString);

    replace(renewed.key(), own.key());
    assertNotSame(before, tls.config());
    assertEquals("CN=new", tls.own().orElseThrow().getSubjectX500Principal().getName());
    assertEquals(2, warnings().size(), warnings()::toString);
  }

  @Test
  void a_renewed_certificate_is_used_at_the_next_connect() throws IOException {
    Issued own = broker.clientCa().issue(id + "-old");
    Issued renewed = broker.clientCa().issue(id + "-new");
    try (Cable cable = new Cable(MqttSettings.parse(broker.mutualTlsUrl("TLSv1.3")).port());
        MqttConnection connection =
            MqttClients.connection(
                    MqttSettings.parse("mqtts://127.0.0.1:" + cable.port())
                        .withTls(ClientTls.of(broker.certificate(), own.certificate(), own.key())),
                    id)
                .connect()) {
      assertEquals("CN=" + id + "-old", broker.certificateOf(id));

      replace(renewed.certificate(), own.certificate());
      replace(renewed.key(), own.key());
      cable.drop();

      await().until(() -> broker.certificateOf(id).equals("CN=" + id + "-new"));
      await().until(connection::isConnected);
    }
  }

  @Test
  void certificates_go_with_tls_only() {
    ClientTls tls = ClientTls.of(broker.certificate(), null, null);

    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> broker.settings().withTls(tls))
                .getMessage());

    assertTrue(message.contains("mqtt:// has no TLS"), message);
  }

  /** As OpenSSL writes it: the curve's name in the key, and in a block of its own before it. */
  private static Path sec1(TestCa ca, Issued own) throws IOException {
    PrivateKeyInfo key = PrivateKeyInfo.getInstance(own.keys().getPrivate().getEncoded());
    ASN1Encodable curve = key.getPrivateKeyAlgorithm().getParameters();
    ECPrivateKey bare = ECPrivateKey.getInstance(key.parsePrivateKey());
    // A JDK's usual curve differs by its version.
    int bits =
        ((java.security.interfaces.ECPrivateKey) own.keys().getPrivate())
            .getParams()
            .getOrder()
            .bitLength();
    Path parameters =
        ca.write("ec", new PemObject("EC PARAMETERS", curve.toASN1Primitive().getEncoded()));
    Path file =
        ca.write(
            "ec",
            new PemObject(
                "EC PRIVATE KEY", new ECPrivateKey(bits, bare.getKey(), curve).getEncoded()));
    return Files.writeString(file, Files.readString(parameters) + Files.readString(file));
  }

  private MqttSettings settings(String protocol, Path certificate, Path key) {
    return MqttSettings.parse(broker.mutualTlsUrl(protocol))
        .withTls(ClientTls.of(broker.certificate(), certificate, key));
  }

  private String refused(MqttSettings settings) {
    return String.valueOf(
        assertThrows(
                BrokerUnavailableException.class,
                () -> MqttClients.connection(settings, id).connect())
            .getMessage());
  }

  private static void assertUsable(@Nullable Path certificate, Path key) {
    assertTrue(ClientTls.of(null, certificate, key).config().getKeyManagerFactory().isPresent());
  }

  private static void assertRefused(Path file, String why, Supplier<ClientTls> attempt) {
    String message =
        String.valueOf(assertThrows(IllegalArgumentException.class, attempt::get).getMessage());
    assertTrue(message.contains(file.toString()), message);
    assertTrue(message.contains(why), message);
  }

  private List<String> warnings() {
    return logged.list.stream()
        .filter(event -> event.getLevel() == ch.qos.logback.classic.Level.WARN)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  private static void onlyOwner(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static void replace(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
