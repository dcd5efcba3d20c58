package io.smoothie.cli.stack;

import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.workflow.Text;
import io.smoothie.workflow.failure.InnermostCause;
import io.smoothie.workflow.temporal.TemporalSettings;
import io.temporal.testing.TemporalDevServer;
import io.temporal.testing.TemporalDevServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A real Temporal server with its Web UI, as a child process: {@code server start-dev}. */
final class DevServerTemporal implements TemporalServer {
  /**
   * Its SQLite would keep a rollback journal, with several syncs a commit; a write-ahead log has
   * one, and is as durable when it is synced at each.
   */
  private static final List<String> WRITE_AHEAD =
      List.of("--sqlite-pragma=journal_mode=wal", "--sqlite-pragma=synchronous=full");

  private final TemporalDevServer server;
  private final int uiPort;

  private DevServerTemporal(TemporalDevServer server, int uiPort) {
    this.server = server;
    this.uiPort = uiPort;
  }

  /**
   * @param binary the {@code temporal} to run; none: the SDK downloads one
   * @param folder where its database and its log are
   * @param port a free one
   * @param uiPort a free one
   */
  static DevServerTemporal start(Optional<Path> binary, Path folder, int port, int uiPort)
      throws InterruptedException {
    Path log = folder.resolve("temporal.log");
    TemporalDevServerOptions.Builder options =
        TemporalDevServerOptions.newBuilder()
            .setIp(Ports.LOOPBACK)
            .setPort(port)
            .setUiEnabled(true)
            .setUiPort(uiPort)
            .setDatabaseFilename(folder.resolve("temporal.db").toString())
            .setExtraArgs(WRITE_AHEAD)
            .setLogFile(log.toString());
    binary.ifPresentOrElse(
        file -> options.setExistingPath(bound(file, folder).toString()).setDownloadEnabled(false),
        () -> options.setDownloadDestination(folder.resolve("download").toString()));
    // On a thread of its own: an interrupt (Ctrl-C) must not leave it half started.
    CompletableFuture<TemporalDevServer> start =
        CompletableFuture.supplyAsync(() -> TemporalDevServer.start(options.build()));
    try {
      return new DevServerTemporal(start.get(), uiPort);
    } catch (InterruptedException e) {
      start.thenAccept(TemporalDevServer::close).join();
      throw e;
    } catch (ExecutionException e) {
      throw new CommandFailure(
          ExitCode.UNAVAILABLE,
          "Temporal's dev server did not start (%s); its log is %s. --temporal in-memory does without."
              .formatted(why(e), log),
          e);
    }
  }

  /**
   * The SDK's first line, and below it the system's word where the process could not be started.
   */
  private static String why(ExecutionException e) {
    String first = String.valueOf(e.getCause()).lines().findFirst().orElse("");
    String innermost = InnermostCause.inWords(e);
    return Text.forOneLine(
        innermost.contains(first) ? first : "%s: %s".formatted(first, innermost), 600);
  }

  /** A script that runs {@code binary} for as long as this process lives. */
  private static Path bound(Path binary, Path folder) {
    try (InputStream script =
        Objects.requireNonNull(DevServerTemporal.class.getResourceAsStream("temporal.sh"))) {
      if (!Files.isExecutable(Path.of("/bin/sh"))) {
        return binary;
      }
      Path file = folder.resolve("temporal.sh");
      String quoted = binary.toString().replace("'", "'\\''");
      Files.writeString(
          file,
          new String(script.readAllBytes(), StandardCharsets.UTF_8).replace("@SERVER@", quoted));
      if (!file.toFile().setExecutable(true)) {
        return binary;
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public TemporalSettings settings() {
    return TemporalSettings.exactly(address(), "default");
  }

  @Override
  public String address() {
    return server.getTarget();
  }

  @Override
  public Optional<String> ui() {
    return Optional.of("http://%s:%d".formatted(Ports.LOOPBACK, uiPort));
  }

  @Override
  public String kind() {
    return "real dev server, with Web UI";
  }

  @Override
  public String explained() {
    return "orders are kept in the data folder; --temporal in-memory does without both";
  }

  @Override
  public void close() {
    server.close();
  }
}
