package io.smoothie.cli.realtier;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * As much of MQTT 3.1.1 as a trespass needs, with nothing in between: what the broker has sent is
 * heard, in its order, once it answers a ping.
 */
final class MqttsSocket implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 30_000;
  private static final int CONNECT = 0x10;
  private static final int CONNACK = 0x20;
  private static final int PUBLISH = 0x30;
  private static final int RETAIN = 0x01;
  private static final int PUBLISH_QOS_1 = 0x32;
  private static final int SUBSCRIBE = 0x82;
  private static final int PINGREQ = 0xC0;
  private static final int PINGRESP = 0xD0;
  private static final int DISCONNECT = 0xE0;

  private final Socket socket;
  private final DataInputStream in;
  private final List<String> heard = new ArrayList<>();

  private MqttsSocket(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new DataInputStream(socket.getInputStream());
  }

  /** Connects without a will. */
  static MqttsSocket connect(Socket socket, String clientId) throws IOException {
    return connect(socket, clientId, "", "");
  }

  /**
   * @param will the topic of the will, or empty
   * @throws IOException when the broker does not accept it
   */
  static MqttsSocket connect(Socket socket, String clientId, String will, String payload)
      throws IOException {
    MqttsSocket client = new MqttsSocket(socket);
    try {
      client.send(
          CONNECT,
          body -> {
            body.writeUTF("MQTT");
            body.write(4);
            // Clean session; with a will, a retained one of QoS 0.
            body.write(will.isEmpty() ? 0x02 : 0x26);
            body.writeShort(60);
            body.writeUTF(clientId);
            if (!will.isEmpty()) {
              body.writeUTF(will);
              body.writeUTF(payload);
            }
          });
      client.readUntil(CONNACK);
      return client;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Subscribes; Mosquitto grants every subscription. */
  void subscribe(String filter) throws IOException {
    send(
        SUBSCRIBE,
        body -> {
          body.writeShort(1);
          body.writeUTF(filter);
          body.write(1);
        });
    sync();
  }

  /** Publishes, and waits until the broker is through with it. */
  void publish(String topic, String payload, boolean retained) throws IOException {
    send(
        retained ? PUBLISH | RETAIN : PUBLISH,
        body -> {
          body.writeUTF(topic);
          body.write(payload.getBytes(StandardCharsets.UTF_8));
        });
    sync();
  }

  /** Every message so far, as {@code topic payload}. */
  List<String> heard() throws IOException {
    sync();
    return List.copyOf(heard);
  }

  private void sync() throws IOException {
    send(PINGREQ, body -> {});
    readUntil(PINGRESP);
  }

  private void readUntil(int wanted) throws IOException {
    while (true) {
      int type = in.readUnsignedByte();
      byte[] body = new byte[remainingLength()];
      in.readFully(body);
      if ((type & 0xF0) == PUBLISH) {
        hear(type, body);
      }
      if (type == CONNACK && body[1] != 0) {
        throw new IOException("CONNACK with return code " + body[1]);
      }
      if (type == wanted) {
        return;
      }
    }
  }

  /** Not acknowledged: few are sent. */
  private void hear(int type, byte[] body) {
    int length = (body[0] & 0xFF) << 8 | (body[1] & 0xFF);
    int payload = 2 + length + ((type & 0x06) == (PUBLISH_QOS_1 & 0x06) ? 2 : 0);
    heard.add(
        new String(body, 2, length, StandardCharsets.UTF_8)
            + " "
            + new String(body, payload, body.length - payload, StandardCharsets.UTF_8));
  }

  private int remainingLength() throws IOException {
    int length = 0;
    for (int shift = 0; ; shift += 7) {
      int digit = in.readUnsignedByte();
      length |= (digit & 0x7F) << shift;
      if (digit < 0x80) {
        return length;
      }
    }
  }

  private interface Body {
    void write(DataOutputStream out) throws IOException;
  }

  private void send(int type, Body body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    body.write(new DataOutputStream(bytes));
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.write(type);
    int length = bytes.size();
    do {
      packet.write(length > 0x7F ? (length & 0x7F) | 0x80 : length);
      length >>= 7;
    } while (length > 0);
    bytes.writeTo(packet);
    socket.getOutputStream().write(packet.toByteArray());
    socket.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    try (Socket closing = socket) {
      closing.getOutputStream().write(new byte[] {(byte) DISCONNECT, 0});
    } catch (IOException e) {
      // The broker has closed it first.
    }
  }
}
