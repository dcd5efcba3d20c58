package io.smoothie.activities.mqtt;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Some resources only have to be open.
class MqttConnectionTest {
  private final EmbeddedBroker broker = EmbeddedBroker.shared();
  private final String id = "connection-" + UUID.randomUUID();
  private final ExecutorService executor = Executors.newSingleThreadExecutor();
  private final List<String> received = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  @Test
  void an_address_where_nothing_listens_is_known_at_once_and_named_without_the_password()
      throws Exception {
    String url = "mqtt://user:secret@127.0.0.1:" + FreePort.find();

    BrokerUnavailableException e = refused(MqttSettings.parse(url));

    assertTrue(message(e).contains(url.replace("user:secret@", "")), message(e));
    assertTrue(message(e).contains("SMOOTHIE_MQTT_URL"), message(e));
    assertFalse(message(e).contains("secret"), message(e));
  }

  @Test
  void a_broker_that_does_not_answer_is_known_within_10_seconds() {
    try (Cable cable = new Cable(broker.port())) {
      cable.mute();

      assertTimeoutPreemptively(Duration.ofSeconds(10), () -> refused(cable.settings()));
    }
  }

  @Test
  void a_broker_without_tls_is_named_where_tls_is_asked_for() {
    BrokerUnavailableException e =
        refused(MqttSettings.parse("mqtts://127.0.0.1:" + broker.port()));

    assertTrue(message(e).contains("TLS"), message(e));
  }

  @Test
  void a_user_is_let_in_with_its_password() {
    String address = "127.0.0.1:" + broker.port();
    try (MqttConnection connection =
        MqttClients.connection(MqttSettings.parse("mqtt://Robot:s3cret@" + address), id)
            .connect()) {
      assertTrue(connection.isConnected());
    }

    BrokerUnavailableException e = refused(MqttSettings.parse("mqtt://Robot:wrong@" + address));

    assertTrue(message(e).contains("BAD_USER_NAME_OR_PASSWORD"), message(e));
    assertTrue(message(e).contains("check the user and password"), message(e));
    assertFalse(message(e).contains("wrong"), message(e));
  }

  @Test
  void a_broker_that_is_busy_is_not_blamed_on_user_and_password() {
    String busy = "mqtt://Busy@127.0.0.1:" + broker.port();

    BrokerUnavailableException e = refused(MqttSettings.parse(busy));

    assertTrue(message(e).contains("(SERVER_BUSY): it may take us later"), message(e));
  }

  @Test
  void tls_is_spoken_with_a_broker_whose_certificate_is_trusted() {
    BrokerUnavailableException e = refused(broker.tlsSettings());
    assertTrue(message(e).contains("trust store"), message(e));

    System.setProperty("javax.net.ssl.trustStore", broker.keyStore().toString());
    try (MqttConnection connection = MqttClients.connection(broker.tlsSettings(), id).connect()) {
      assertTrue(connection.isConnected());
    } finally {
      System.clearProperty("javax.net.ssl.trustStore");
    }
  }

  @Test
  void a_lost_connection_comes_back_and_subscribes_anew() {
    try (Cable cable = new Cable(broker.port());
        MqttConnection connection =
            MqttClients.connection(cable.settings(), id)
                .receive(to(id), executor, false, message -> received.add(text(message)))
                .connect()) {
      cable.cut();
      await().until(() -> !connection.isConnected());
      cable.mend();
      await().until(connection::isConnected);

      awaitHeard("again");
    }
  }

  @Test
  void a_subscription_refused_at_a_reconnect_is_asked_for_until_it_is_granted() {
    try (Cable cable = new Cable(broker.port());
        MqttConnection connection =
            MqttClients.connection(cable.settings(), id)
                .receive(to(id), executor, false, message -> received.add(text(message)))
                .connect()) {
      cable.cut();
      await().until(() -> !connection.isConnected());
      AtomicInteger refusals = broker.refuseSubscriptions(id);
      cable.mend();
      await().until(() -> refusals.get() >= 2);

      broker.grantSubscriptions(id);

      awaitHeard("again");
      publish("once");
      publish("twice");
      await().until(() -> received.contains("twice"));
      assertEquals(1, received.stream().filter("once"::equals).count());
    } finally {
      broker.grantSubscriptions(id);
    }
  }

  @Test
  void a_new_session_without_its_subscription_is_not_trusted_when_it_is_found_again() {
    try (Cable cable = new Cable(broker.port());
        MqttConnection connection = connectWithSession(cable.settings())) {
      cable.cut();
      await().until(() -> !connection.isConnected());
      broker.awaitGone(id);
      broker.forget(id);
      AtomicInteger refusals = broker.refuseSubscriptions(id);
      cable.mend();
      // The client itself asks once, too, and once only.
      await().until(() -> refusals.get() >= 3);

      broker.grantSubscriptions(id);

      awaitHeard("again");
    } finally {
      broker.grantSubscriptions(id);
    }
  }

  @Test
  void a_partly_refused_subscription_is_a_refused_one() {
    AtomicInteger refusals = broker.refuseSubscriptions(id);
    try {
      BrokerUnavailableException e =
          assertThrows(
              BrokerUnavailableException.class,
              () ->
                  MqttClients.connection(broker.settings(), id)
                      .receive(
                          Mqtt5Subscribe.builder()
                              .addSubscription()
                              .topicFilter(EmbeddedBroker.GRANTED)
                              .applySubscription()
                              .addSubscription()
                              .topicFilter(id)
                              .applySubscription()
                              .build(),
                          executor,
                          false,
                          message -> {})
                      .connect());

      assertTrue(message(e).contains("NOT_AUTHORIZED"), message(e));
      assertEquals(1, refusals.get());
    } finally {
      broker.grantSubscriptions(id);
    }
  }

  @Test
  void a_message_that_is_not_handled_does_not_make_the_connection_deaf() {
    try (MqttConnection connection =
        MqttClients.connection(broker.settings(), id)
            .receive(
                to(id),
                executor,
                false,
                message -> {
                  if (text(message).equals("bad")) {
                    throw new StackOverflowError();
                  }
                  received.add(text(message));
                })
            .connect()) {
      publish("bad");
      publish("good");

      await().until(() -> received.equals(List.of("good")));
    }
  }

  @Test
  void a_listener_for_connects_is_told_once_the_connection_hears() {
    try (MqttConnection connection =
        MqttClients.connection(broker.settings(), id)
            .receive(to(id), executor, false, message -> received.add(text(message)))
            .onConnected(
                client -> {
                  var unused = client.publish(message("born"));
                })
            .connect()) {
      await().until(() -> received.equals(List.of("born")));
    }
  }

  @Test
  void a_connection_closed_while_the_broker_is_away_stays_closed() {
    try (Cable cable = new Cable(broker.port())) {
      MqttConnection connection = MqttClients.connection(cable.settings(), id).connect();
      cable.cut();
      await().until(() -> !connection.isConnected());

      connection.close();
      cable.mend();

      await().until(() -> !connection.client().getState().isConnectedOrReconnect());
    }
  }

  @Test
  void a_second_client_with_its_id_ends_a_connection_which_says_so() {
    List<String> reasons = new CopyOnWriteArrayList<>();
    MqttConnection first =
        MqttClients.connection(broker.settings(), id).onTakenOver(reasons::add).connect();
    try (MqttConnection second = MqttClients.connection(broker.settings(), id).connect()) {
      await().until(() -> !reasons.isEmpty());

      assertTrue(reasons.get(0).contains(id), reasons.get(0));
      await().until(() -> !first.client().getState().isConnectedOrReconnect());
      assertTrue(second.isConnected());
    } finally {
      first.close();
    }
  }

  @Test
  void
      a_connection_thrown_out_three_times_at_once_without_a_word_ends_and_says_that_its_id_is_in_use() {
    List<String> reasons = new CopyOnWriteArrayList<>();
    try (Cable cable = new Cable(broker.port());
        MqttConnection connection =
            MqttClients.connection(cable.settings(), id).onTakenOver(reasons::add).connect()) {
      for (int i = 0; i < 3; i++) {
        await().until(connection::isConnected);
        assertEquals(List.of(), reasons);
        cable.drop();
        await().until(() -> !connection.isConnected());
      }

      await().until(() -> !reasons.isEmpty());

      assertTrue(reasons.get(0).contains("client ID " + id), reasons.get(0));
      assertTrue(reasons.get(0).contains("another client uses that ID"), reasons.get(0));
      await().until(() -> !connection.client().getState().isConnectedOrReconnect());
    }
  }

  @Test
  void a_client_whose_id_no_other_can_have_comes_back_however_often_it_is_thrown_out() {
    try (Cable cable = new Cable(broker.port());
        MqttConnection connection = MqttClients.connection(cable.settings(), id).connect()) {
      for (int i = 0; i < 4; i++) {
        await().until(connection::isConnected);
        cable.drop();
        await().until(() -> !connection.isConnected());
      }

      await().until(connection::isConnected);
    }
  }

  @Test
  void a_connection_is_back_within_a_second_of_a_broker_that_was_away_for_long() {
    try (Cable cable = new Cable(broker.port());
        MqttConnection connection = MqttClients.connection(cable.settings(), id).connect()) {
      cable.cut();
      // By then a delay that doubles without a bound has passed two seconds.
      await().until(() -> cable.refused() >= 5);
      cable.mend();
      long mended = System.nanoTime();

      await().pollInterval(Duration.ofMillis(10)).until(connection::isConnected);

      Duration away = Duration.ofNanos(System.nanoTime() - mended);
      assertTrue(away.compareTo(Duration.ofSeconds(2)) < 0, away::toString);
    }
  }

  @Test
  void messages_sent_while_a_session_was_away_arrive_at_its_return() {
    connectWithSession(broker.settings()).close();
    publish("meanwhile");

    try (MqttConnection connection = connectWithSession(broker.settings())) {
      await().until(() -> received.contains("meanwhile"));
    }
  }

  private MqttConnection connectWithSession(MqttSettings settings) {
    return MqttClients.connection(settings, id)
        .session(Duration.ofMinutes(5))
        .receive(
            to(id),
            executor,
            true,
            message -> {
              received.add(text(message));
              message.acknowledge();
            })
        .connect();
  }

  /** Until the connection has subscribed anew no client hears. */
  private void awaitHeard(String text) {
    await()
        .untilAsserted(
            () -> {
              publish(text);
              assertTrue(received.contains(text));
            });
  }

  private void publish(String text) {
    try (MqttConnection publisher =
        MqttClients.connection(broker.settings(), id + "-publisher").connect()) {
      publisher.client().publish(message(text)).join();
    }
  }

  private Mqtt5Publish message(String text) {
    return Mqtt5Publish.builder()
        .topic(id)
        .qos(MqttQos.AT_LEAST_ONCE)
        .payload(text.getBytes(StandardCharsets.UTF_8))
        .build();
  }

  private BrokerUnavailableException refused(MqttSettings settings) {
    return assertThrows(
        BrokerUnavailableException.class, () -> MqttClients.connection(settings, id).connect());
  }

  private static String message(Exception e) {
    return String.valueOf(e.getMessage());
  }

  private static String text(Mqtt5Publish message) {
    return new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8);
  }

  private static Mqtt5Subscribe to(String topic) {
    return Mqtt5Subscribe.builder().topicFilter(topic).qos(MqttQos.AT_LEAST_ONCE).build();
  }
}
