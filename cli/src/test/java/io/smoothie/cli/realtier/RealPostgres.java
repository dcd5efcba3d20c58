package io.smoothie.cli.realtier;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** A PostgreSQL server of a test's own, which can be stopped as by a power cut and come back. */
final class RealPostgres implements AutoCloseable {
  private final Path data;
  private final int port;
  private EmbeddedPostgres server;

  /**
   * @param data an empty folder, for its files
   */
  RealPostgres(Path data) {
    this.data = data;
    server = start(0);
    port = server.getPort();
  }

  private EmbeddedPostgres start(int onPort) {
    try {
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
      return (onPort == 0 ? builder : builder.setPort(onPort)).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  /** Every session ends at once, and what was not committed is lost; then it starts again. */
  void restart() {
    stop();
    server = start(port);
  }

  /** PostgreSQL's immediate shutdown: it recovers at its next start, as after a crash. */
  private void stop() {
    try {
      String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim();
      CompletableFuture<ProcessHandle> gone =
          ProcessHandle.of(Long.parseLong(pid)).orElseThrow().onExit();
      if (new ProcessBuilder("kill", "-QUIT", pid).start().waitFor() != 0) {
        throw new IllegalStateException("PostgreSQL " + pid + " could not be stopped");
      }
      gone.join();
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
