package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;

import io.smoothie.activities.mqtt.FreePort;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.temporal.TemporalSettings;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A Temporal server and a Mosquitto on loopback, each a process that can be killed and come back.
 */
final class RealServers implements AutoCloseable {
  /** So many orders at most are in one page of a list. */
  static final int LIST_PAGE = 2;

  private static final Path SHIPPED_MOSQUITTO_CONF = Path.of("..", "docker", "mosquitto.conf");

  private final Binaries binaries;
  private final Path folder;
  private final int temporalPort = FreePort.find();
  private final int mqttPort = FreePort.find();
  private final Path mosquittoConf;
  private ChildProcess temporal;
  private ChildProcess mosquitto;
  private final TemporalConnection connection;

  private RealServers(Binaries binaries) throws IOException {
    this.binaries = binaries;
    Path target = Files.createDirectories(Path.of("target", "real-tier"));
    folder = Files.createTempDirectory(target.toAbsolutePath(), "servers");
    mosquittoConf = folder.resolve("mosquitto.conf");
    Files.writeString(
        mosquittoConf,
        Files.readString(SHIPPED_MOSQUITTO_CONF)
            .replaceFirst("(?m)^listener 1883$", "listener %d 127.0.0.1".formatted(mqttPort))
            .replaceFirst("(?m)^persistence_location .*$", "persistence_location " + folder + "/")
            // Standard output into a file is written in blocks; the tests read it as it comes.
            .replaceFirst("(?m)^log_dest stdout$", "log_dest stderr")
            // Started by root it would become a user who cannot write here.
            .concat("user %s%n".formatted(System.getProperty("user.name"))));
    mosquitto = launchMosquitto();
    temporal = launchTemporal();
    awaitMosquitto();
    connection = TemporalConnection.lazy(new TemporalSettings(temporalAddress(), null, null));
    awaitTemporal();
  }

  static RealServers start(Binaries binaries) {
    try {
      return new RealServers(binaries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Binaries binaries() {
    return binaries;
  }

  String temporalAddress() {
    return "127.0.0.1:" + temporalPort;
  }

  int temporalPort() {
    return temporalPort;
  }

  int mqttPort() {
    return mqttPort;
  }

  String mqttUrl() {
    return "mqtt://127.0.0.1:" + mqttPort;
  }

  TemporalConnection connection() {
    return connection;
  }

  /** How often Mosquitto has granted a subscription to {@code filter} since it was launched. */
  long subscriptions(String filter) {
    return mosquitto.output().lines().filter(line -> line.endsWith(" 1 " + filter)).count();
  }

  void killTemporal() {
    temporal.kill();
  }

  void restartTemporal() {
    temporal.close();
    temporal = launchTemporal();
    awaitTemporal();
  }

  /** Waits until a message with {@code text} is in Mosquitto's file. */
  void awaitSaved(String text) {
    await("Mosquitto's file to hold " + text)
        .ignoreExceptions()
        .until(
            () ->
                Files.readString(folder.resolve("mosquitto.db"), StandardCharsets.ISO_8859_1)
                    .contains(text));
  }

  void killMosquitto() {
    mosquitto.kill();
  }

  void restartMosquitto() {
    mosquitto.close();
    mosquitto = launchMosquitto();
    awaitMosquitto();
  }

  private ChildProcess launchTemporal() {
    return ChildProcess.start(
        "temporal",
        Map.of("HOME", folder.toString()),
        List.of(
            binaries.temporal().toString(),
            "server",
            "start-dev",
            "--headless",
            "--log-level=warn",
            "--ip=127.0.0.1",
            "--port=" + temporalPort,
            // Lists come in pages, as they do where there are thousands of orders.
            "--dynamic-config-value=frontend.visibilityMaxPageSize=" + LIST_PAGE,
            // As up and docker-compose.yml have it.
            "--sqlite-pragma=journal_mode=wal",
            "--sqlite-pragma=synchronous=full",
            "--db-filename=" + folder.resolve("temporal.db")));
  }

  private ChildProcess launchMosquitto() {
    return ChildProcess.start(
        "mosquitto",
        Map.of(),
        // Verbose: it says who has subscribed to what.
        List.of(binaries.mosquitto().toString(), "-v", "-c", mosquittoConf.toString()));
  }

  private void awaitTemporal() {
    await("Temporal: " + temporal)
        .ignoreExceptions()
        .failFast(temporal + " has ended", () -> !temporal.isAlive())
        .until(
            () ->
                connection
                    .stubs()
                    .blockingStub()
                    .withDeadlineAfter(Duration.ofSeconds(3))
                    .describeNamespace(
                        DescribeNamespaceRequest.newBuilder().setNamespace("default").build())
                    .hasNamespaceInfo());
  }

  private void awaitMosquitto() {
    mosquitto.awaitPort(mqttPort);
  }

  @Override
  public void close() {
    connection.close();
    temporal.close();
    mosquitto.close();
  }
}
