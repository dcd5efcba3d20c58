package io.smoothie.cli.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.smoothie.activities.mqtt.MqttClients;
import io.smoothie.activities.mqtt.MqttSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerWatchTest {
  @Test
  void every_message_is_seen_once_inside_the_broker_and_so_is_a_lost_clients_will(
      @TempDir Path folder) throws Exception {
    BlockingQueue<WatchedMessage> seen = new LinkedBlockingQueue<>();
    try (Broker broker =
        Broker.start(folder, false, Ports.LOOPBACK, Ports.any(), /* robots= */ null, seen::add)) {
      MqttSettings settings = MqttSettings.parse(broker.url());
      Mqtt5BlockingClient client = MqttClients.builder(settings, "robot").buildBlocking();
      client.connectWith().willPublish(message("robots/Robot1/status", "OFFLINE", true)).send();

      client.publish(message("robots/$gateway/success", "a gateway's probe", false));
      client.publish(message("robots/$gateway-status/progress", "another", false));
      client.publish(message("robots/Robot1/success", "{}", false));
      assertEquals(new WatchedMessage("robots/Robot1/success", "{}", false), seen.take());

      // Another client of the same name: the broker drops the first, whose will is then done.
      Mqtt5BlockingClient other = MqttClients.builder(settings, "robot").buildBlocking();
      other.connect();
      assertEquals(new WatchedMessage("robots/Robot1/status", "OFFLINE", true), seen.take());
      other.disconnect();
    }
    assertEquals(0, seen.size());
  }

  private static Mqtt5Publish message(String topic, String payload, boolean retained) {
    return Mqtt5Publish.builder()
        .topic(topic)
        .payload(payload.getBytes(StandardCharsets.UTF_8))
        .qos(MqttQos.AT_LEAST_ONCE)
        .retain(retained)
        .build();
  }
}
