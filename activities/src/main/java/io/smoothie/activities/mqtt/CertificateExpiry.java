package io.smoothie.activities.mqtt;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** Shows until when our certificate at the broker is valid, until it is closed. Thread-safe. */
public final class CertificateExpiry implements AutoCloseable {
  private final MeterRegistry registry;
  private final @Nullable Gauge gauge;

  /**
   * Shows the certificate as the next connect would use it: each look at it reads the files, so
   * that a renewed one is seen before the connection is made anew. Shows nothing where we have no
   * certificate.
   */
  public CertificateExpiry(MqttSettings settings, MeterRegistry registry) {
    this.registry = registry;
    ClientTls files = settings.clientTls();
    gauge =
        files == null || files.own().isEmpty()
            ? null
            : Gauge.builder("smoothie.certificate.expiry.timestamp", () -> seconds(files))
                .description("When our certificate at the broker ceases to be valid.")
                .tag("certificate", "broker_client")
                .baseUnit("seconds")
                .register(registry);
  }

  private static double seconds(ClientTls files) {
    X509Certificate next = files.next().orElseThrow();
    return next.getNotAfter().toInstant().toEpochMilli() / 1e3;
  }

  @Override
  public void close() {
    if (gauge != null) {
      registry.remove(gauge);
    }
  }
}
