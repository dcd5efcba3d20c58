package io.smoothie.cli.snapshot;

import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.TableException;
import io.smoothie.workflow.temporal.Orders;
import io.smoothie.workflow.temporal.TemporalConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Reads snapshots. What Temporal or the table said last is kept while it is away. Thread-safe: one
 * reading at a time.
 */
public final class SnapshotReader {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Table table;
  private final TemporalConnection temporal;
  private final TableReader tableReader;
  private Snapshot last;

  /**
   * @param temporal one whose calls fail soon where Temporal does not answer
   */
  public SnapshotReader(Table table, TemporalConnection temporal) {
    this.table = table.eachWithin(PATIENCE);
    this.temporal = temporal;
    tableReader =
        new TableReader(
            this.table, new PlacedOrders(order -> new Orders(temporal.client()).request(order)));
    last =
        Snapshot.empty(
            Instant.now(), Part.answering(temporal.address()), Part.answering(table.shown()));
  }

  /** The shop now; takes some seconds where something is away. Throws nothing. */
  public synchronized Snapshot read() {
    CompletableFuture<Optional<String>> asked = CompletableFuture.supplyAsync(temporal::trouble);
    Instant now = Instant.now();
    try {
      Snapshot read = tableReader.read(last, last.temporal().answers());
      last = read.with(last.temporal(), last.table().now(Optional.empty(), now));
    } catch (TableException e) {
      last =
          last.with(
              last.temporal(), last.table().now(Optional.of(String.valueOf(e.getMessage())), now));
    }
    last = last.with(last.temporal().now(asked.join(), now), last.table());
    return last;
  }
}
