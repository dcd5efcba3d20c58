package io.smoothie.activities.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smoothie.activities.mqtt.TestCa.Issued;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateExpiryTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @TempDir private Path folder = Path.of("");

  @Test
  void a_renewed_certificate_is_seen_once_its_key_is_there_and_nothing_after_the_end()
      throws IOException {
    TestCa ca = new TestCa(folder, "CA");
    Issued own = ca.issue("worker", "EC", Instant.now(), Duration.ofDays(3));
    Issued renewed = ca.issue("worker", "EC", Instant.now(), Duration.ofDays(300));
    ClientTls tls = ClientTls.of(ca.certificate(), own.certificate(), own.key());
    CertificateExpiry expiry = new CertificateExpiry(settings(tls), registry);
    assertEquals(end(own), shown());

    Files.move(renewed.certificate(), own.certificate(), StandardCopyOption.REPLACE_EXISTING);
    assertEquals(end(own), shown());
    Files.move(renewed.key(), own.key(), StandardCopyOption.REPLACE_EXISTING);
    assertEquals(end(renewed), shown());

    expiry.close();
    assertEquals(List.of(), registry.getMeters());
  }

  @Test
  void where_there_is_no_certificate_of_ours_there_is_nothing_to_show() {
    TestCa ca = new TestCa(folder, "CA");
    for (MqttSettings each :
        List.of(
            MqttSettings.parse("mqtt://127.0.0.1"),
            settings(ClientTls.of(ca.certificate(), null, null)))) {
      CertificateExpiry expiry = new CertificateExpiry(each, registry);
      assertEquals(List.of(), registry.getMeters());
      expiry.close();
    }
  }

  private static MqttSettings settings(ClientTls tls) {
    return MqttSettings.parse("mqtts://127.0.0.1").withTls(tls);
  }

  private static double end(Issued issued) {
    return issued.x509().getNotAfter().toInstant().getEpochSecond();
  }

  private double shown() {
    Gauge gauge =
        registry
            .get("smoothie.certificate.expiry.timestamp")
            .tag("certificate", "broker_client")
            .gauge();
    return gauge.value();
  }
}
