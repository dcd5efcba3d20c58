package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.cli.ca.Authorities;
import io.smoothie.cli.ca.CertificateAuthority;
import io.smoothie.cli.ca.CertificateRequest.Kind;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The fleet's Mosquitto configuration, as it is shipped, keeps everybody to what is theirs. A
 * subscription is always granted, and a message that is denied is denied silently: only what is
 * heard tells.
 */
@RealTier
class TrespassRealTest {
  private static final Duration YEAR = Duration.ofDays(365);

  @TempDir private static Path temporary;

  @SuppressWarnings("NullAway.Init")
  private static FleetBroker broker;

  @SuppressWarnings("NullAway.Init")
  private static MqttsSocket witness;

  @BeforeAll
  static void start(RealServers servers) throws Exception {
    broker = FleetBroker.start(servers.binaries());
    witness = part("witness", "witness@test");
    witness.subscribe("#");
  }

  @AfterAll
  static void stop() throws IOException {
    witness.close();
    broker.close();
  }

  @ParameterizedTest
  @CsvSource({
    "Robot1, robots/Robot1/success",
    "Robot1, robots/Robot1/failure",
    "Robot1, robots/Robot1/status",
    "Robot1, robots/Robot1/progress",
    "aa:bb.cc_dd-, robots/aa:bb.cc_dd-/success",
    "worker, robots/worker/success",
  })
  void a_robot_says_what_is_its_own(String robot, String topic) throws Exception {
    try (MqttsSocket client = robot(robot)) {
      client.publish(topic, "allowed", false);
    }
    assertTrue(witness.heard().contains(topic + " allowed"), witness.heard()::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "worker, robots/Robot1/order",
    "worker, robots/Robot1/cancel",
    "gateway, robots/$gateway-client/success",
    "gateway, robots/$gateway-client/progress",
  })
  void our_parts_say_what_is_theirs(String part, String topic) throws Exception {
    try (MqttsSocket client = part(part, part + "-client")) {
      client.publish(topic, "allowed", false);
    }
    assertTrue(witness.heard().contains(topic + " allowed"), witness.heard()::toString);
  }

  @ParameterizedTest
  @CsvSource({
    // Another robot's.
    "Robot1, robots/Robot2/success, false",
    "Robot1, robots/Robot2/failure, false",
    "Robot1, robots/Robot2/status, false",
    "Robot1, robots/Robot2/progress, false",
    "Robot1, robots/Robot2/success, true",
    "Robot1, robots/Robot2/status, true",
    // Orders and cancels, its own too.
    "Robot1, robots/Robot1/order, false",
    "Robot1, robots/Robot1/cancel, false",
    "Robot1, robots/Robot2/order, false",
    "Robot1, robots/Robot2/order, true",
    "Robot1, robots/Robot2/cancel, false",
    // What is no robot's.
    "Robot1, robots/$gateway/success, false",
    "Robot1, robots/$gateway/progress, false",
    "Robot1, robots/Robot1/success/more, false",
    "Robot1, robots//success, false",
    "Robot1, elsewhere, false",
    "Robot1, $SYS/broker/clients, false",
    // Named as one of our own parts.
    "worker, robots/Robot1/order, false",
    "gateway, robots/$gateway/success, false",
    "witness, robots/Robot1/success, false",
  })
  void a_robot_says_nothing_else(String robot, String topic, boolean retained) throws Exception {
    try (MqttsSocket client = robot(robot)) {
      client.publish(topic, "trespass", retained);
    }
    assertUnheard();
  }

  @ParameterizedTest
  @CsvSource({
    "worker, robots/Robot1/success",
    "worker, robots/Robot1/failure",
    "worker, robots/Robot1/status",
    "worker, robots/Robot1/progress",
    "worker, robots/$gateway/success",
    "worker, robots/$gateway/progress",
    "gateway, robots/Robot1/order",
    "gateway, robots/Robot1/cancel",
    "gateway, robots/Robot1/success",
    "gateway, robots/$other-gateway/success",
    "gateway, robots/$other-gateway/progress",
    "stranger, robots/Robot1/order",
  })
  void our_parts_say_nothing_else(String part, String topic) throws Exception {
    try (MqttsSocket client = part(part, part + "-client")) {
      client.publish(topic, "trespass", false);
    }
    assertUnheard();
  }

  @ParameterizedTest
  @CsvSource({
    "robots/Robot1/order, robots/Robot1/order",
    "robots/Robot1/cancel, robots/Robot1/cancel",
    "robots/+/order, robots/Robot1/order",
  })
  void a_robot_hears_its_own_orders(String filter, String topic) throws Exception {
    try (MqttsSocket client = robot("Robot1")) {
      client.subscribe(filter);
      witness.publish(topic, "yours", false);
      assertEquals(List.of(topic + " yours"), client.heard());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "robots/Robot2/order",
        "robots/Robot2/cancel",
        "robots/+/order",
        "robots/+/+",
        "robots/#",
        "#",
        "+/+/+",
        "robots/Robot2/success",
        "robots/+/success",
        "robots/+/status",
        "robots/Robot1/success",
        "$SYS/#"
      })
  void a_robot_hears_nothing_else(String filter) throws Exception {
    try (MqttsSocket client = robot("Robot1")) {
      client.subscribe(filter);
      saySomethingOnEveryTopic(List.of("Robot2"), List.of("order", "cancel"));
      saySomethingOnEveryTopic(
          List.of("Robot1", "Robot2", "$gateway"), List.of("success", "failure", "status"));
      awaitSomethingOfTheBrokersOwn();
      assertEquals(List.of(), client.heard());
    }
  }

  @ParameterizedTest
  @CsvSource({"worker, #", "worker, robots/+/order", "worker, robots/+/success", "stranger, #"})
  void a_worker_hears_nothing(String part, String filter) throws Exception {
    try (MqttsSocket client = part(part, "reader")) {
      client.subscribe(filter);
      saySomethingOnEveryTopic(
          List.of("Robot1", "$gateway"), List.of("order", "cancel", "success", "status"));
      assertEquals(List.of(), client.heard());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"robots/+/order", "robots/Robot1/cancel", "$SYS/#"})
  void a_gateway_hears_no_orders(String filter) throws Exception {
    try (MqttsSocket client = part("gateway", "reader")) {
      client.subscribe(filter);
      saySomethingOnEveryTopic(List.of("Robot1"), List.of("order", "cancel"));
      awaitSomethingOfTheBrokersOwn();
      assertEquals(List.of(), client.heard());
    }
  }

  @Test
  void a_gateway_hears_what_robots_say_and_its_own_probes() throws Exception {
    try (MqttsSocket gateway = part("gateway", "g");
        MqttsSocket robot = robot("Robot1")) {
      gateway.subscribe("robots/Robot1/+");
      gateway.subscribe("robots/$g/+");
      for (String what : List.of("success", "failure", "status", "progress")) {
        robot.publish("robots/Robot1/" + what, "said", false);
      }
      gateway.publish("robots/$g/success", "probe", false);
      gateway.publish("robots/$g/progress", "probe", false);
      assertEquals(
          List.of(
              "robots/Robot1/success said",
              "robots/Robot1/failure said",
              "robots/Robot1/status said",
              "robots/Robot1/progress said",
              "robots/$g/success probe",
              "robots/$g/progress probe"),
          gateway.heard());
    }
  }

  @Test
  void a_retained_order_of_another_robot_is_not_told_to_a_new_subscriber() throws Exception {
    witness.publish("robots/Robot2/order", "kept", true);
    try (MqttsSocket client = robot("Robot1")) {
      client.subscribe("robots/#");
      assertEquals(List.of(), client.heard());
    } finally {
      witness.publish("robots/Robot2/order", "", true);
    }
  }

  @Test
  void a_will_on_its_own_status_is_heard_and_one_on_anothers_is_not() throws Exception {
    // A second connection ends the first, whose will the broker sends before it accepts the second.
    try (MqttsSocket first =
            MqttsSocket.connect(robots("Robot3"), "", "robots/Robot3/status", "OFFLINE");
        MqttsSocket second = robot("Robot3")) {
      second.heard();
      assertThrows(IOException.class, first::heard);
    }
    assertTrue(witness.heard().contains("robots/Robot3/status OFFLINE"));
    witness.publish("robots/Robot3/status", "", true);

    try (MqttsSocket first =
            MqttsSocket.connect(robots("Robot3"), "", "robots/Robot2/status", "trespass");
        MqttsSocket second = robot("Robot3")) {
      second.heard();
      assertThrows(IOException.class, first::heard);
    }
    assertUnheard();
  }

  @Test
  void a_robot_that_takes_a_gateways_client_ID_is_still_itself() throws Exception {
    try (MqttsSocket gateway = part("gateway", "the-gateway")) {
      gateway.subscribe("robots/+/success");
      try (MqttsSocket robot = MqttsSocket.connect(robots("Robot1"), "the-gateway")) {
        robot.subscribe("robots/+/success");
        robot.publish("robots/$the-gateway/success", "trespass", false);
        robot.publish("robots/Robot1/success", "said", false);
        assertEquals(List.of(), robot.heard());
      }
      assertEquals(List.of("robots/Robot1/success said"), gateway.heard());
    }
    assertUnheard();
  }

  /** Why a gateway of a fleet has a client ID that is no robot's name: with an @, for instance. */
  @Test
  void a_robot_named_as_a_gateways_client_ID_ends_its_connection_and_hears_nothing()
      throws Exception {
    try (MqttsSocket gateway = part("gateway", "gateway-1")) {
      gateway.subscribe("robots/+/success");
      try (MqttsSocket robot = robot("gateway-1")) {
        robot.subscribe("robots/+/success");
        witness.publish("robots/Robot1/success", "not yours", false);
        assertEquals(List.of(), robot.heard());
      }
      assertThrows(IOException.class, gateway::heard);
    }
  }

  @Test
  void no_listener_lets_anybody_in_without_a_certificate() {
    for (int port : new int[] {broker.robotsPort(), broker.shopPort()}) {
      assertShutOut(() -> TlsSocket.connect(port, null, trusted()));
      assertShutOut(() -> new Socket(InetAddress.getLoopbackAddress(), port));
    }
  }

  @Test
  void no_listener_takes_the_certificates_of_another_authority() throws Exception {
    Authorities foreign = Authorities.in(temporary.resolve("foreign"));
    foreign.init();
    Path robot =
        RogueCertificate.signed(
            foreign.folder().resolve("robots"), ours(), "Robot1", YEAR, temporary.resolve("f1"));
    Path worker =
        RogueCertificate.signed(
            foreign.folder().resolve("shop"),
            foreign.shop().certificate().getSubject(),
            "worker",
            YEAR,
            temporary.resolve("f2"));

    assertShutOut(() -> TlsSocket.connect(broker.robotsPort(), robot, trusted()));
    assertShutOut(() -> TlsSocket.connect(broker.shopPort(), worker, trusted()));
    // Ours, at the wrong door.
    assertShutOut(() -> TlsSocket.connect(broker.shopPort(), broker.robot("worker"), trusted()));
    assertShutOut(() -> TlsSocket.connect(broker.robotsPort(), broker.part("worker"), trusted()));
  }

  @Test
  void a_brokers_certificate_is_no_clients() {
    assertShutOut(() -> TlsSocket.connect(broker.shopPort(), broker.certificates(), trusted()));
  }

  @Test
  void a_certificate_that_has_expired_is_refused() throws Exception {
    Path expired = rogue("Robot1", Duration.ofDays(-1));
    assertShutOut(() -> TlsSocket.connect(broker.robotsPort(), expired, trusted()));
    // But for its date it would be taken.
    Path valid = rogue("Robot1", YEAR);
    MqttsSocket.connect(TlsSocket.connect(broker.robotsPort(), valid, trusted()), "").close();
  }

  @Test
  void a_revoked_robot_stays_connected_until_the_broker_is_restarted_and_never_comes_back()
      throws Exception {
    try (FleetBroker own = FleetBroker.start(Binaries.search().found().orElseThrow())) {
      Path revoked = own.robot("Robot1");
      Path ca = own.authorities().shop().certificateFile();
      MqttsSocket connected =
          MqttsSocket.connect(TlsSocket.connect(own.robotsPort(), revoked, ca), "");
      own.authorities().revoke(Kind.ROBOT, "Robot1");

      own.reload();

      assertShutOut(() -> TlsSocket.connect(own.robotsPort(), revoked, ca));
      connected.publish("robots/Robot1/success", "still there", false);
      MqttsSocket.connect(TlsSocket.connect(own.robotsPort(), own.robot("Robot2"), ca), "").close();

      own.killAndRestart();

      assertThrows(IOException.class, connected::heard);
      assertShutOut(() -> TlsSocket.connect(own.robotsPort(), revoked, ca));
    }
  }

  @Test
  void certificates_with_wildcards_for_names_reach_nothing() throws Exception {
    for (String name : List.of("+", "#")) {
      Path rogue = rogue(name, YEAR);
      try {
        MqttsSocket client =
            MqttsSocket.connect(TlsSocket.connect(broker.robotsPort(), rogue, trusted()), "");
        client.subscribe("robots/+/order");
        client.subscribe("#");
        client.publish("robots/Robot1/success", "trespass", false);
        witness.publish("robots/Robot1/order", "not yours", false);
        assertEquals(List.of(), client.heard());
      } catch (IOException shutOut) {
        // Such a client ID is none: the connection is closed.
      }
      assertUnheard();
    }
  }

  /**
   * Mosquitto lets it write below its own name. Our authority issues none; no part of ours hears
   * it.
   */
  @Test
  void a_certificate_with_a_slash_in_its_name_reaches_no_topic_of_ours() throws Exception {
    Path rogue = rogue("Robot1/success", YEAR);
    try (MqttsSocket gateway = part("gateway", "hears");
        MqttsSocket client =
            MqttsSocket.connect(TlsSocket.connect(broker.robotsPort(), rogue, trusted()), "")) {
      for (String what : List.of("success", "failure", "status")) {
        gateway.subscribe("robots/+/" + what);
      }
      client.subscribe("robots/Robot1/order");
      client.publish("robots/Robot1/success", "trespass", false);
      client.publish("robots/Robot1/success/success", "heard by no part", false);
      witness.publish("robots/Robot1/order", "not yours", false);
      assertEquals(List.of(), client.heard());
      assertEquals(List.of(), gateway.heard());
    }
    assertUnheard();
  }

  /** A hello that offers nothing newer; the JDK itself would not say it. */
  @Test
  void TLS_1_1_is_refused_and_1_2_is_not() throws Exception {
    for (int port : new int[] {broker.robotsPort(), broker.shopPort()}) {
      assertEquals(21, answerToHello(port, "0302"), "an alert");
      assertEquals(22, answerToHello(port, "0303"), "the server's hello");
    }
  }

  /** The type of the TLS record that the broker answers with. */
  private static int answerToHello(int port, String version) throws IOException {
    String ciphers = "c009c00ac013c014c02bc02c";
    // P-256, uncompressed points, ECDSA with SHA-256.
    String extensions = "000a00040002" + "0017" + "000b00020100" + "000d0006000404030401";
    String body =
        version
            + "11".repeat(32)
            + "00"
            + "%04x".formatted(ciphers.length() / 2)
            + ciphers
            + "0100"
            + "%04x".formatted(extensions.length() / 2)
            + extensions;
    String hello = "01%06x".formatted(body.length() / 2) + body;
    String record = "160301%04x".formatted(hello.length() / 2) + hello;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(HexFormat.of().parseHex(record));
      return new DataInputStream(socket.getInputStream()).readUnsignedByte();
    }
  }

  private interface Connecting {
    Socket connect() throws IOException, GeneralSecurityException;
  }

  /** With TLS 1.3 the client learns of it when it reads first. */
  private static void assertShutOut(Connecting connecting) {
    assertThrows(
        IOException.class, () -> MqttsSocket.connect(connecting.connect(), "trespasser").close());
  }

  private static void assertUnheard() throws IOException {
    List<String> trespasses =
        witness.heard().stream().filter(message -> message.endsWith(" trespass")).toList();
    assertEquals(List.of(), trespasses);
  }

  private static void saySomethingOnEveryTopic(List<String> robots, List<String> topics)
      throws IOException {
    for (String robot : robots) {
      for (String topic : topics) {
        witness.publish("robots/%s/%s".formatted(robot, topic), "not for you", false);
      }
    }
  }

  /** Its statistics come every second; the witness may read them. */
  private static void awaitSomethingOfTheBrokersOwn() throws Exception {
    try (MqttsSocket reader = part("witness", "statistics")) {
      reader.subscribe("$SYS/broker/uptime");
      await().until(() -> reader.heard().size() >= 2);
    }
  }

  private static Path rogue(String name, Duration valid)
      throws IOException, GeneralSecurityException {
    return RogueCertificate.signed(
        broker.authorities().folder().resolve("robots"),
        ours(),
        name,
        valid,
        java.nio.file.Files.createTempDirectory(temporary, "rogue"));
  }

  private static X500Name ours() {
    CertificateAuthority authority = broker.authorities().robots();
    return authority.certificate().getSubject();
  }

  private static Path trusted() {
    return broker.authorities().shop().certificateFile();
  }

  private static Socket robots(String name) throws IOException, GeneralSecurityException {
    return TlsSocket.connect(broker.robotsPort(), broker.robot(name), trusted());
  }

  private static MqttsSocket robot(String name) throws IOException, GeneralSecurityException {
    return MqttsSocket.connect(robots(name), "");
  }

  private static MqttsSocket part(String name, String clientId)
      throws IOException, GeneralSecurityException {
    return MqttsSocket.connect(
        TlsSocket.connect(broker.shopPort(), broker.part(name), trusted()), clientId);
  }
}
