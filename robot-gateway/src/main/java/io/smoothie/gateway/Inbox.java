package io.smoothie.gateway;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.smoothie.activities.mqtt.MqttSettings;
import io.smoothie.workflow.wire.RobotMessage;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Takes in the messages of one client: a lane for each robot, in which they are handled in order.
 * Everything that is kept of a message is bounded: robots may say what they like.
 */
final class Inbox implements AutoCloseable {
  /** A payload of one byte more than is taken is malformed, whatever follows. */
  private static final int MOST_BYTES = RobotMessage.MAX_PAYLOAD_BYTES + 1;

  /** Longer correlation data is no task token. */
  private static final int MOST_CORRELATION_BYTES = 256;

  private final int mostWithQos0;
  private final MqttSettings broker;
  private final Troubles troubles;

  /** Where MQTT's thread leaves the messages: one thread, to keep their order. */
  private final ThreadPoolExecutor thread;

  private final Lanes lanes;

  /** Handles one message for good; throws when it cannot be handled now. */
  interface Handler {
    void handle(String topic, byte[] payload, byte[] correlation, boolean retained);
  }

  /**
   * @param name of the threads: {@code name-in} takes the messages in, {@code name} handles them
   */
  Inbox(String name, int threads, GatewaySettings settings, Troubles troubles) {
    this.mostWithQos0 = settings.mostWithQos0();
    this.broker = settings.mqtt();
    this.troubles = troubles;
    thread = Threads.pool(name + "-in", 1);
    lanes = new Lanes(name, threads, troubles::held);
  }

  /** The executor on which {@link #take} is to be called. */
  Executor thread() {
    return thread;
  }

  /** How many messages are pending, and so not acknowledged. */
  int size() {
    return lanes.size();
  }

  /**
   * Has {@code handler} handle the message, and acknowledges it once that is done.
   *
   * @return false when it will not be handled
   */
  boolean take(Mqtt5Publish message, Handler handler) {
    try {
      String topic = topicOf(message);
      byte[] payload = payload(message);
      byte[] correlation = beginning(message.getCorrelationData(), MOST_CORRELATION_BYTES);
      boolean retained = message.isRetain();
      if (message.getQos() != MqttQos.AT_MOST_ONCE) {
        lanes.add(
            robotOf(topic),
            () -> {
              handler.handle(topic, payload, correlation, retained);
              message.acknowledge();
            });
      } else if (lanes.size() < mostWithQos0) {
        lanes.add(robotOf(topic), () -> handler.handle(topic, payload, correlation, retained));
      } else {
        troubles.dropped(topic, mostWithQos0);
        return false;
      }
      return true;
    } catch (Throwable e) {
      troubles.notTaken(e);
      return false;
    }
  }

  /** Has {@code handler}, which does not wait, handle the message now, and acknowledges it. */
  void takeAtOnce(Mqtt5Publish message, Handler handler) {
    try {
      handler.handle(
          topicOf(message),
          payload(message),
          beginning(message.getCorrelationData(), MOST_CORRELATION_BYTES),
          message.isRetain());
      if (message.getQos() != MqttQos.AT_MOST_ONCE) {
        message.acknowledge();
      }
    } catch (Throwable e) {
      troubles.notTaken(e);
    }
  }

  /** Its topic, as the wire has it. */
  String topicOf(Mqtt5Publish message) {
    return broker.ofWire(message.getTopic().toString());
  }

  static byte[] payload(Mqtt5Publish message) {
    return beginning(message.getPayload(), MOST_BYTES);
  }

  /** Begins to handle no more messages; {@link #finish} then has less to wait for. */
  void stop() {
    lanes.stop();
  }

  /** Lets messages that are being handled finish, for some seconds; begins no other. */
  void finish() {
    lanes.close();
  }

  /** Takes no more messages; to be called when the client is disconnected. */
  @Override
  public void close() {
    thread.shutdownNow();
  }

  private static byte[] beginning(Optional<ByteBuffer> bytes, int most) {
    ByteBuffer all = bytes.orElse(ByteBuffer.allocate(0));
    byte[] beginning = new byte[Math.min(all.remaining(), most)];
    all.get(beginning);
    return beginning;
  }

  private static String robotOf(String topic) {
    String[] levels = topic.split("/", 3);
    return levels.length < 2 ? topic : levels[1];
  }
}
