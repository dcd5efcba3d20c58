package io.smoothie.gateway;

import static org.awaitility.Awaitility.await;

import io.smoothie.activities.mqtt.FreePort;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.temporal.TemporalSettings;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Temporal server of its own process, for as long as this is open. */
final class RealTemporal implements AutoCloseable {
  private final Process process;
  private final TemporalConnection connection;

  private RealTemporal(Process process, TemporalConnection connection) {
    this.process = process;
    this.connection = connection;
  }

  /** Where {@code scripts/install-temporal} puts the program, or where the PATH has it. */
  static Optional<Path> binary() {
    String cache =
        Optional.ofNullable(System.getenv("SMOOTHIE_CACHE"))
            .filter(folder -> !folder.isBlank())
            .orElse(System.getProperty("user.home") + "/.cache/smoothie");
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(
            Stream.of(Path.of(cache, "bin")),
            Stream.of(path.split(File.pathSeparator)).map(Path::of))
        .map(folder -> folder.resolve("temporal"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static RealTemporal start(Path binary, Path folder) throws IOException {
    int port = FreePort.find();
    ProcessBuilder builder =
        new ProcessBuilder(
                binary.toString(),
                "server",
                "start-dev",
                "--headless",
                "--log-level=error",
                "--ip=127.0.0.1",
                "--port=" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("temporal.log").toFile());
    builder.environment().put("HOME", folder.toString());
    RealTemporal started =
        new RealTemporal(
            builder.start(),
            TemporalConnection.lazy(new TemporalSettings("127.0.0.1:" + port, "default", null)));
    try {
      started.awaitServing();
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
    return started;
  }

  TemporalConnection connection() {
    return connection;
  }

  private void awaitServing() {
    await("the Temporal server")
        .atMost(Duration.ofSeconds(90))
        .ignoreExceptions()
        .failFast("the Temporal server has ended", () -> !process.isAlive())
        .until(
            () ->
                connection
                    .stubs()
                    .blockingStub()
                    .withDeadlineAfter(3, TimeUnit.SECONDS)
                    .describeNamespace(
                        DescribeNamespaceRequest.newBuilder().setNamespace("default").build())
                    .hasNamespaceInfo());
  }

  @Override
  public void close() {
    connection.close();
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
