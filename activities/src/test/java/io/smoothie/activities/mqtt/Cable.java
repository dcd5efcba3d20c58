package io.smoothie.activities.mqtt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP connection to a server that a test can cut, and mend: as if the server went away and came
 * back at the same address, or as if it took what we send and never answered.
 */
public final class Cable implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;
  private volatile boolean mute;
  private final AtomicInteger refused = new AtomicInteger();

  public Cable(int target) {
    this.target = target;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon("cable", this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  public MqttSettings settings() {
    return MqttSettings.parse("mqtt://127.0.0.1:" + port());
  }

  /** Ends every connection, without a word, and every new one at once. */
  public void cut() {
    cut = true;
    drop();
  }

  /** Ends every connection, without a word; a new one is taken. */
  public void drop() {
    sockets.forEach(Cable::closeQuietly);
  }

  /** The server's bytes are thrown away until the next {@link #mend}. */
  public void mute() {
    mute = true;
  }

  public void mend() {
    cut = false;
    mute = false;
  }

  /** How many new connections were ended at once. */
  public int refused() {
    return refused.get();
  }

  @Override
  public void close() {
    cut();
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        if (cut) {
          client.close();
          refused.incrementAndGet();
          continue;
        }
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        sockets.add(client);
        sockets.add(server);
        daemon("cable-up", () -> pump(client, server, false));
        daemon("cable-down", () -> pump(server, client, true));
        if (cut) {
          cut();
        }
      } catch (IOException e) {
        // Closed, or the server is away: the client sees its connection end.
      }
    }
  }

  private void pump(Socket from, Socket to, boolean down) {
    byte[] buffer = new byte[8192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (!(down && mute)) {
          out.write(buffer, 0, read);
          out.flush();
        }
      }
    } catch (IOException e) {
      // One side is gone; closing both tells the other.
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed.
    }
  }
}
