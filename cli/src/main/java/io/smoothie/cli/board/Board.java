package io.smoothie.cli.board;

import io.smoothie.activities.table.Table;
import io.smoothie.cli.process.Closers;
import io.smoothie.cli.snapshot.SnapshotFeed;
import io.smoothie.cli.snapshot.SnapshotReader;
import io.smoothie.workflow.temporal.TemporalConnection;
import java.io.IOException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** A board that is served, until it is closed: one reader for all who look. */
public final class Board implements AutoCloseable {
  private final Closers closers = new Closers();
  private final BoardServer server;

  /**
   * What a board shows.
   *
   * @param temporal one whose calls fail soon where Temporal does not answer
   * @param uiUrl where Temporal's Web UI is, or null
   * @param messages the MQTT messages, where the broker is ours; else null
   */
  public record Source(
      Table table,
      TemporalConnection temporal,
      @Nullable String uiUrl,
      @Nullable Messages messages) {}

  private Board(Source source, InetAddress address, int port) throws IOException {
    SnapshotFeed feed =
        closers.add(new SnapshotFeed(new SnapshotReader(source.table, source.temporal)));
    OpenedOrders orders = new OpenedOrders(source.temporal, source.table, source.uiUrl);
    try {
      server =
          closers.add(
              BoardServer.open(address, port, new EventStreams(feed, orders, source.messages)));
    } catch (IOException e) {
      closers.close();
      throw e;
    }
  }

  /**
   * @param port 0 for any free one
   * @throws IOException when nothing can listen there
   */
  static Board open(Source source, InetAddress address, int port) throws IOException {
    return new Board(source, address, port);
  }

  /** Where it is. */
  public String url() {
    return server.url();
  }

  @Override
  public void close() {
    closers.close();
  }
}
