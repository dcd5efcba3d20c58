package io.smoothie.cli.stack;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.smoothie.activities.mqtt.BrokerUnavailableException;
import io.smoothie.activities.mqtt.ClientTls;
import io.smoothie.activities.mqtt.MqttClients;
import io.smoothie.activities.mqtt.MqttSettings;
import io.smoothie.activities.mqtt.TestCa;
import io.smoothie.activities.mqtt.TestCa.Issued;
import io.smoothie.cli.ca.Authorities;
import io.smoothie.cli.ca.CertificateRequest;
import io.smoothie.cli.ca.CertificateRequest.Kind;
import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.workflow.RobotName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The embedded broker's listener for robots of other machines. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RobotListenerTest {
  private static final RobotName ROBOT = new RobotName("Robot1");

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private Path folder;
  private Authorities authorities;
  private RobotListener listener;
  private Broker broker;
  private Mqtt5BlockingClient hearsAll;

  @SuppressWarnings("NullAway.Init")
  RobotListenerTest() {}

  @BeforeAll
  void startBroker(@TempDir Path temporary) throws InterruptedException {
    folder = temporary;
    authorities = Authorities.in(folder.resolve("ca & <more>"));
    listener = new RobotListener(Ports.LOOPBACK, Ports.any(), authorities);
    broker =
        Broker.start(
            folder.resolve("broker"), false, Ports.LOOPBACK, Ports.any(), listener, message -> {});
    hearsAll = MqttClients.builder(MqttSettings.parse(broker.url()), "all").buildBlocking();
    hearsAll.connect();
    hearsAll
        .toAsync()
        .publishes(
            MqttGlobalPublishFilter.ALL,
            message -> heard.add(message.getTopic() + " " + text(message)));
    hearsAll.subscribeWith().topicFilter("#").qos(MqttQos.AT_LEAST_ONCE).send();
  }

  @AfterAll
  void stopBroker() {
    hearsAll.disconnect();
    broker.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"success", "failure", "status", "progress"})
  void a_robot_says_what_is_its_own(String topic) {
    Mqtt5BlockingClient robot = connected(listener.settings(ROBOT), "any");
    String text = UUID.randomUUID().toString();

    robot.publish(message("robots/Robot1/" + topic, text));

    await().until(() -> heard.contains("robots/Robot1/%s %s".formatted(topic, text)));
    robot.disconnect();
  }

  @ParameterizedTest
  @ValueSource(strings = {"order", "cancel"})
  void a_robot_hears_what_is_its_own(String topic) {
    Mqtt5BlockingClient robot = connected(listener.settings(ROBOT), "any");
    List<String> its = new CopyOnWriteArrayList<>();
    robot.toAsync().publishes(MqttGlobalPublishFilter.ALL, message -> its.add(text(message)));
    robot.subscribeWith().topicFilter("robots/Robot1/" + topic).qos(MqttQos.AT_LEAST_ONCE).send();

    hearsAll.publish(message("robots/Robot1/" + topic, topic));

    await().until(() -> its.contains(topic));
    robot.disconnect();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "robots/Robot2/success",
        "robots/Robot2/failure",
        "robots/Robot2/status",
        "robots/Robot2/progress",
        "robots/Robot2/order",
        "robots/Robot1/order",
        "robots/Robot1/cancel",
        "robots/Robot1/success/more",
        "robots/$smoothie-gateway-up/success",
        "robots/$smoothie-gateway-up-status/progress",
        "anything"
      })
  void a_robot_says_nothing_else(String topic) {
    Mqtt5BlockingClient robot = connected(listener.settings(ROBOT), "any");
    String text = UUID.randomUUID().toString();

    assertThrows(Mqtt5PubAckException.class, () -> robot.publish(message(topic, text)));

    // The broker has let it go; by its next message a forbidden one would have been heard.
    await().until(() -> !robot.getState().isConnected());
    hearsAll.publish(message("after", text));
    await().until(() -> heard.contains("after " + text));
    assertFalse(heard.contains(topic + " " + text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#",
        "+/+/order",
        "robots/#",
        "robots/+/order",
        "robots/Robot2/order",
        "robots/Robot2/cancel",
        "robots/Robot1/success",
        "$share/all/robots/+/order"
      })
  void a_robot_hears_nothing_else(String filter) {
    Mqtt5BlockingClient robot = connected(listener.settings(ROBOT), "any");

    assertThrows(
        Mqtt5SubAckException.class, () -> robot.subscribeWith().topicFilter(filter).send());

    robot.disconnect();
  }

  @Test
  void a_robots_will_is_its_own_too() {
    Mqtt5BlockingClient robot =
        MqttClients.builder(listener.settings(ROBOT), "any")
            .willPublish(message("robots/Robot2/status", "OFFLINE"))
            .buildBlocking();

    assertThrows(Mqtt5ConnAckException.class, robot::connect);
  }

  @Test
  void a_robot_takes_no_other_clients_place_by_its_client_ID() {
    Mqtt5BlockingClient own = connected(MqttSettings.parse(broker.url()), Stack.GATEWAY_CLIENT_ID);
    Mqtt5BlockingClient second = connected(listener.settings(new RobotName("Robot2")), "r2");
    Mqtt5BlockingClient robot = connected(listener.settings(ROBOT), Stack.GATEWAY_CLIENT_ID);
    Mqtt5BlockingClient same = connected(listener.settings(ROBOT), "robot-Robot2");

    await().until(() -> !robot.getState().isConnected());
    assertTrue(same.getState().isConnected());
    own.publish(message("robots/Robot1/order", "{}"));
    second.publish(message("robots/Robot2/success", "{}"));
    List.of(own, second, same).forEach(Mqtt5BlockingClient::disconnect);
  }

  @Test
  void only_certificates_of_the_robots_authority_are_let_in() {
    TestCa foreign = new TestCa(folder, "Foreign");
    Issued issued = foreign.issue("Robot1");
    Path own = folder.resolve("worker");
    var unused = authorities.provision(CertificateRequest.worker(Duration.ofDays(1)), own);
    Path ca = own.resolve("ca.pem");

    assertRefused(ClientTls.of(ca, null, null), "asks for a client certificate");
    assertRefused(ClientTls.of(ca, issued.certificate(), issued.key()), "trusts its issuer");
    assertRefused(
        ClientTls.of(ca, own.resolve("cert.pem"), own.resolve("key.pem")), "trusts its issuer");
  }

  @Test
  void a_certificate_that_names_no_robot_is_refused() {
    Path own = folder.resolve("nobody");
    var unused =
        authorities.provision(
            new CertificateRequest(Kind.ROBOT, "+", List.of(), Duration.ofDays(1)), own);

    assertRefused(tls(own), "NOT_AUTHORIZED");
  }

  @Test
  void a_revoked_robot_is_disconnected_and_not_let_in_again() {
    RobotName lost = new RobotName("Lost");
    MqttSettings settings = listener.settings(lost);
    Mqtt5BlockingClient robot = connected(settings, "any");

    assertEquals(1, authorities.revoke(Kind.ROBOT, "Lost").size());

    await().until(() -> !robot.getState().isConnected());
    assertRefused(tls(authorities.folder().resolve("up/robots/Lost")), "NOT_AUTHORIZED");
    Mqtt5BlockingClient other = connected(listener.settings(ROBOT), "any");
    other.disconnect();
  }

  @Test
  void while_the_revocation_list_cannot_be_read_no_robot_is_let_in() throws Exception {
    Mqtt5BlockingClient connected = connected(listener.settings(new RobotName("Early")), "any");
    MqttSettings late = listener.settings(new RobotName("Late"));
    Path list = authorities.robots().revocationListFile();
    byte[] content = Files.readAllBytes(list);
    try {
      for (String unreadable : List.of("", "no list", "-----BEGIN X509 CRL-----\nAAAA")) {
        Files.writeString(list, unreadable);
        assertRefused(tls(authorities.folder().resolve("up/robots/Late")), "NOT_AUTHORIZED");
      }
      assertTrue(connected.getState().isConnected(), "one that was let in before");
    } finally {
      Files.write(list, content);
    }
    connected(late, "any").disconnect();
    connected.disconnect();
  }

  @Test
  void a_simulated_robot_does_not_take_the_name_of_one_that_has_a_certificate() {
    var unused =
        authorities.provision(
            CertificateRequest.robot(new RobotName("Real"), Duration.ofDays(1)),
            folder.resolve("real"));

    CommandFailure refused =
        assertThrows(CommandFailure.class, () -> listener.settings(new RobotName("Real")));

    assertTrue(
        String.valueOf(refused.getMessage()).contains("--robots names others"), refused::toString);
  }

  @Test
  void the_brokers_certificate_is_renewed_when_the_machine_has_another_address() throws Exception {
    Authorities others = Authorities.in(folder.resolve("moved"));
    RobotListener before = new RobotListener(Ports.LOOPBACK, 8883, others);
    Path file = others.folder().resolve("up/broker/cert.pem");
    assertTrue(before.configuration().contains("REQUIRED"));
    String certificate = Files.readString(file);

    assertTrue(before.configuration().contains("REQUIRED"));
    assertEquals(certificate, Files.readString(file));

    String moved = new RobotListener("127.0.0.2", 8883, others).configuration();
    assertNotEquals(certificate, Files.readString(file));
    assertTrue(moved.contains("<bind-address>127.0.0.2"), "bound elsewhere");
    assertEquals(Optional.of("127.0.0.2"), others.brokersHost());
  }

  private void assertRefused(ClientTls tls, String why) {
    MqttSettings settings = MqttSettings.parse("mqtts://127.0.0.1:" + listener.port()).withTls(tls);
    String message =
        String.valueOf(
            assertThrows(
                    BrokerUnavailableException.class,
                    () -> MqttClients.connection(settings, "any").connect())
                .getMessage());
    assertTrue(message.contains(why), message);
  }

  private static ClientTls tls(Path folder) {
    return ClientTls.of(
        folder.resolve("ca.pem"), folder.resolve("cert.pem"), folder.resolve("key.pem"));
  }

  private static Mqtt5BlockingClient connected(MqttSettings settings, String clientId) {
    Mqtt5BlockingClient client = MqttClients.builder(settings, clientId).buildBlocking();
    client.connect();
    return client;
  }

  private static Mqtt5Publish message(String topic, String text) {
    return Mqtt5Publish.builder()
        .topic(topic)
        .qos(MqttQos.AT_LEAST_ONCE)
        .payload(text.getBytes(StandardCharsets.UTF_8))
        .build();
  }

  private static String text(Mqtt5Publish message) {
    return new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8);
  }
}
