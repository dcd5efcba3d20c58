package io.smoothie.cli.realtier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.smoothie.cli.ca.Authorities;
import io.smoothie.cli.ca.CertificateRequest;
import io.smoothie.cli.ca.CertificateRequest.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command says where Temporal asks for TLS and for client certificates. */
@RealTier
class TemporalTlsRealTest {
  private static final Duration YEAR = Duration.ofDays(365);
  private static final String HOST = "temporal.example";
  private static final String SERVER_NAME = "TEMPORAL_TLS_SERVER_NAME";
  private static final String CA = "TEMPORAL_TLS_SERVER_CA_CERT_PATH";

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init")
  private Authorities authorities;

  /** Knows no call: that it says so shows that the connection was made. */
  @SuppressWarnings("NullAway.Init")
  private Server server;

  @BeforeEach
  void start() throws IOException {
    authorities = Authorities.in(folder.resolve("ca"));
    authorities.init();
    Path own = folder.resolve("server");
    authorities.provision(CertificateRequest.broker(List.of(HOST), YEAR), own);
    authorities.provision(
        new CertificateRequest(Kind.WORKER, "worker", List.of(), YEAR), folder.resolve("client"));
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sslContext(
                GrpcSslContexts.forServer(
                        own.resolve("cert.pem").toFile(), own.resolve("key.pem").toFile())
                    .trustManager(authorities.shop().certificateFile().toFile())
                    .clientAuth(ClientAuth.REQUIRE)
                    .build())
            .build()
            .start();
  }

  @AfterEach
  void stop() {
    server.shutdownNow();
  }

  @Test
  void with_the_right_files_the_connection_is_made(Shop shop) {
    assertSaid(shop, with(trusted(), client("client")), "UNIMPLEMENTED");
  }

  @Test
  void a_foreign_ca_is_named(Shop shop) {
    Map<String, String> foreign =
        Map.of(CA, authorities.robots().certificateFile().toString(), SERVER_NAME, HOST);
    assertSaid(shop, with(foreign, client("client")), "No TLS connection", CA);
  }

  @Test
  void a_certificate_for_another_host_is_named(Shop shop) {
    assertSaid(
        shop,
        with(with(trusted(), Map.of(SERVER_NAME, "other.example")), client("client")),
        "No TLS connection",
        SERVER_NAME);
  }

  @Test
  void a_ca_that_is_not_given_and_that_the_jvm_does_not_know_is_named(Shop shop) {
    assertSaid(shop, Map.of("TEMPORAL_TLS", "true"), "No TLS connection", CA);
  }

  @Test
  void a_client_certificate_that_is_missing_is_named(Shop shop) {
    assertSaid(shop, trusted(), "client certificate", "TEMPORAL_TLS_CLIENT_CERT_PATH");
  }

  @Test
  void a_client_certificate_of_another_ca_is_named(Shop shop) {
    authorities.provision(
        new CertificateRequest(Kind.ROBOT, "Robot1", List.of(), YEAR), folder.resolve("robot"));
    assertSaid(shop, with(trusted(), client("robot")), "of an authority that it trusts");
  }

  @Test
  void a_connection_without_tls_to_a_server_with_tls_is_named(Shop shop) {
    assertSaid(shop, Map.of(), "If it wants TLS", "TEMPORAL_TLS=true");
  }

  @Test
  void a_connection_with_tls_to_a_server_without_is_named(Shop shop, RealServers servers) {
    assertSaid(
        shop,
        with(trusted(), Map.of("TEMPORAL_ADDRESS", servers.temporalAddress())),
        "does not speak TLS");
  }

  private void assertSaid(Shop shop, Map<String, String> environment, String... words) {
    ChildProcess list =
        shop.smoothie(
            with(Map.of("TEMPORAL_ADDRESS", "127.0.0.1:" + server.getPort()), environment),
            "orders",
            "list");
    assertEquals(4, list.awaitEnd(), list::output);
    for (String each : words) {
      assertTrue(list.output().contains(each), list::output);
    }
    assertFalse(list.output().contains("\n\tat "), list::output);
  }

  private Map<String, String> trusted() {
    return Map.of(CA, authorities.shop().certificateFile().toString(), SERVER_NAME, HOST);
  }

  private Map<String, String> client(String who) {
    return Map.of(
        "TEMPORAL_TLS_CLIENT_CERT_PATH", folder.resolve(who).resolve("cert.pem").toString(),
        "TEMPORAL_TLS_CLIENT_KEY_PATH", folder.resolve(who).resolve("key.pem").toString());
  }

  private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(some);
    all.putAll(more);
    return all;
  }
}
