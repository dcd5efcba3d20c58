package io.smoothie.cli.stack;

import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.NativeLibraryLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The MQTT broker in this process: HiveMQ Community Edition. */
final class Broker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Broker.class);
  private static final int START_SECONDS = 60;
  private static final int STOP_SECONDS = 15;

  // The broker's default queue limit (1,000) drops messages, its receive maximum (10) throttles.
  private static final String CONFIG =
      """
      <?xml version="1.0"?>
      <hivemq>
        <listeners>
          <tcp-listener>
            <port>%d</port>
            <bind-address>%s</bind-address>
          </tcp-listener>
      %s  </listeners>
        <mqtt>
          <queued-messages>
            <max-queue-size>100000</max-queue-size>
          </queued-messages>
          <receive-maximum>
            <server-receive-maximum>1000</server-receive-maximum>
          </receive-maximum>
        </mqtt>
        <persistence>
          <mode>%s</mode>
        </persistence>
        <anonymous-usage-statistics>
          <enabled>false</enabled>
        </anonymous-usage-statistics>
      </hivemq>
      """;

  private final EmbeddedHiveMQ hivemq;
  private final String url;

  private Broker(EmbeddedHiveMQ hivemq, String url) {
    this.hivemq = hivemq;
    this.url = url;
  }

  /**
   * @param folder the broker's own
   * @param kept whether sessions and messages outlast this process
   * @param bind the address to listen at
   * @param port a free port
   * @param robots a second listener; null: none, and every client may do everything
   * @param watcher sees every message; called on the broker's threads, must not block
   */
  static Broker start(
      Path folder,
      boolean kept,
      String bind,
      int port,
      @Nullable RobotListener robots,
      Consumer<WatchedMessage> watcher)
      throws InterruptedException {
    if (kept) {
      loadRocksDb(folder.resolve("native"));
    }
    EmbeddedHiveMQ hivemq;
    try {
      Path config = Files.createDirectories(folder.resolve("conf"));
      Files.writeString(
          config.resolve("config.xml"),
          CONFIG.formatted(
              port,
              bind,
              robots == null ? "" : robots.configuration(),
              kept ? "file" : "in-memory"));
      hivemq =
          EmbeddedHiveMQ.builder()
              .withConfigurationFolder(config)
              .withDataFolder(Files.createDirectories(folder.resolve("data")))
              .withExtensionsFolder(Files.createDirectories(folder.resolve("extensions")))
              .withEmbeddedExtension(
                  EmbeddedExtension.builder()
                      .withId("smoothie-watch")
                      .withName("Smoothie watch")
                      .withVersion("1")
                      .withExtensionMain(
                          new BrokerWatch(watcher, robots == null ? null : robots.access()))
                      .build())
              .withoutLoggingBootstrap()
              .build();
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.REFUSED, "The broker's folder %s cannot be used: %s.".formatted(folder, e), e);
    }
    try {
      hivemq.start().get(START_SECONDS, TimeUnit.SECONDS);
      return new Broker(hivemq, "mqtt://%s:%d".formatted(Hosts.reachable(bind), port));
    } catch (ExecutionException | TimeoutException e) {
      throw new CommandFailure(
          ExitCode.UNAVAILABLE,
          "The MQTT broker did not start at %s:%d; the log says why.".formatted(bind, port),
          e);
    }
  }

  /**
   * The broker keeps its data with RocksDB, a native library, which it would unpack in the folder
   * for temporary files. That folder may be read-only or mounted noexec, so it is tried second.
   */
  private static void loadRocksDb(Path folder) {
    try {
      Files.createDirectories(folder);
      NativeLibraryLoader.getInstance().loadLibrary(folder.toString());
    } catch (IOException | RuntimeException | UnsatisfiedLinkError first) {
      log.debug("RocksDB was not loaded in {}", folder, first);
      try {
        NativeLibraryLoader.getInstance().loadLibrary(null);
      } catch (IOException | RuntimeException | UnsatisfiedLinkError second) {
        throw new CommandFailure(
            ExitCode.UNAVAILABLE,
            ("The MQTT broker's native library cannot be unpacked and loaded in %s or in %s: read-only, full, or"
                    + " mounted noexec. Name a folder where it can: --data FOLDER, or"
                    + " JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=FOLDER.")
                .formatted(folder, System.getProperty("java.io.tmpdir")),
            second);
      }
    }
  }

  /** How this process reaches it. */
  String url() {
    return url;
  }

  @Override
  public void close() {
    try {
      hivemq.stop().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.warn("The broker did not stop in good order", e);
    }
  }
}
