package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.activities.mqtt.BrokerUnavailableException;
import io.smoothie.activities.mqtt.ClientTls;
import io.smoothie.activities.mqtt.FreePort;
import io.smoothie.activities.mqtt.MqttClients;
import io.smoothie.activities.mqtt.MqttConnection;
import io.smoothie.activities.mqtt.MqttSettings;
import io.smoothie.activities.mqtt.TestCa;
import io.smoothie.activities.mqtt.TestCa.Issued;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Mosquitto that lets nobody in without a certificate of its clients' CA. */
@RealTier
class MutualTlsRealTest {
  @TempDir private Path folder = Path.of("");
  private final int port = FreePort.find();
  private @Nullable ChildProcess mosquitto;

  @AfterEach
  void stopMosquitto() {
    if (mosquitto != null) {
      mosquitto.close();
    }
  }

  private ChildProcess start(RealServers servers, TestCa ca, String tls, Path revoked)
      throws IOException {
    if (mosquitto != null) {
      mosquitto.close();
    }
    Issued own = ca.issue("broker");
    Path conf =
        Files.writeString(
            folder.resolve("mosquitto.conf"),
            """
            listener %d 127.0.0.1
            cafile %s
            certfile %s
            keyfile %s
            crlfile %s
            require_certificate true
            use_identity_as_username true
            tls_version %s
            log_dest stderr
            user %s
            """
                .formatted(
                    port,
                    ca.certificate(),
                    own.certificate(),
                    own.key(),
                    revoked,
                    tls,
                    System.getProperty("user.name")));
    ChildProcess started =
        ChildProcess.start(
            "mosquitto-with-tls",
            Map.of(),
            List.of(servers.binaries().mosquitto().toString(), "-v", "-c", conf.toString()));
    mosquitto = started;
    started.awaitPort(port);
    return started;
  }

  @ParameterizedTest
  @ValueSource(strings = {"tlsv1.2", "tlsv1.3"})
  void why_a_certificate_is_refused_is_said(String tls, RealServers servers) throws IOException {
    TestCa ca = new TestCa(folder, "Clients CA");
    Issued good = ca.issue("good");
    Issued revoked = ca.issue("revoked");
    Issued foreign = new TestCa(Files.createDirectories(folder.resolve("f")), "Foreign").issue("x");
    Issued soonOver = ca.issue("over", "EC", Instant.now(), Duration.ofSeconds(5));
    ClientTls over = ClientTls.of(ca.certificate(), soonOver.certificate(), soonOver.key());
    start(servers, ca, tls, ca.revoked(revoked.x509()));

    connection(tls(ca, good)).close();

    assertRefused(
        ClientTls.of(ca.certificate(), null, null), "asks for a client certificate", "--mqtt-cert");
    assertRefused(tls(ca, foreign), foreign.certificate().toString(), "trusts its issuer");
    assertRefused(tls(ca, revoked), revoked.certificate().toString(), "it is revoked");
    await().until(() -> Instant.now().isAfter(soonOver.x509().getNotAfter().toInstant()));
    assertRefused(over, soonOver.certificate().toString(), "it is valid until ");
  }

  @Test
  void a_process_uses_a_renewed_certificate_without_a_restart(Shop shop, RealServers servers)
      throws IOException {
    TestCa ca = new TestCa(folder, "Clients CA");
    Issued own = ca.issue("first");
    Issued renewed = ca.issue("second");
    Path none = ca.revoked();
    ChildProcess before = start(servers, ca, "tlsv1.3", none);
    ChildProcess robot =
        shop.smoothie(
            "robot",
            "Robot1",
            "--mqtt-url",
            "mqtts://127.0.0.1:" + port,
            "--mqtt-ca",
            ca.certificate().toString(),
            "--mqtt-cert",
            own.certificate().toString(),
            "--mqtt-key",
            own.key().toString());
    robot.awaitOutput("Robot1");
    before.awaitOutput("u'first'");

    Files.move(renewed.certificate(), own.certificate(), StandardCopyOption.REPLACE_EXISTING);
    ChildProcess between = start(servers, ca, "tlsv1.3", none);
    between.awaitOutput("u'first'");
    robot.awaitOutput("as they were before stay in use");
    Files.move(renewed.key(), own.key(), StandardCopyOption.REPLACE_EXISTING);
    ChildProcess after = start(servers, ca, "tlsv1.3", none);

    after.awaitOutput("u'second'");
  }

  private void assertRefused(ClientTls tls, String... words) {
    String message =
        String.valueOf(
            assertThrows(BrokerUnavailableException.class, () -> connection(tls)).getMessage());
    for (String each : words) {
      assertTrue(message.contains(each), message);
    }
  }

  private MqttConnection connection(ClientTls tls) {
    return MqttClients.connection(
            MqttSettings.parse("mqtts://127.0.0.1:" + port).withTls(tls), "client")
        .connect();
  }

  private static ClientTls tls(TestCa ca, Issued own) {
    return ClientTls.of(ca.certificate(), own.certificate(), own.key());
  }
}
