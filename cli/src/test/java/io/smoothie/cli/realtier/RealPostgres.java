package io.smoothie.cli.realtier;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A PostgreSQL server of a test's own, which can be stopped as by a power cut and come back. */
final class RealPostgres implements AutoCloseable {
  private final Path data;
  private final Map<String, String> settings;
  private final int port;
  private EmbeddedPostgres server;

  /**
   * @param data an empty folder, for its files
   */
  RealPostgres(Path data) {
    this(data, Map.of());
  }

  /**
   * @param data an empty folder, for its files
   * @param settings as in postgresql.conf
   */
  RealPostgres(Path data, Map<String, String> settings) {
    this.data = data;
    this.settings = settings;
    server = start(0);
    port = server.getPort();
  }

  private EmbeddedPostgres start(int onPort) {
    try {
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
      settings.forEach(builder::setServerConfig);
      return (onPort == 0 ? builder : builder.setPort(onPort)).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For the server's superuser, in its own database. */
  String url() {
    return url("postgres", "postgres");
  }

  String url(String user, String database) {
    return server.getJdbcUrl(user, database);
  }

  int port() {
    return port;
  }

  /** Runs a statement as the server's superuser, in its own database. */
  void execute(String sql) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
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
