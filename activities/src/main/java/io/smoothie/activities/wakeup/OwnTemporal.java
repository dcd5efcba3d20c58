package io.smoothie.activities.wakeup;

import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.TableException;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.temporal.TemporalNamespace;
import io.smoothie.workflow.temporal.TemporalUnavailableException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The Temporal that the table belongs to. A server that has taken its place knows none of the
 * table's orders, which would all seem to be over: its word counts for nothing. Thread-safe.
 */
public final class OwnTemporal {
  private final Table table;
  private final Supplier<TemporalNamespace> temporal;
  private final CompletableFuture<String> anotherAnswers = new CompletableFuture<>();

  public OwnTemporal(Table table, TemporalConnection temporal) {
    this(table, temporal::ask);
  }

  /**
   * @param temporal asks the Temporal that answers now which one it is; throws {@link
   *     TemporalUnavailableException}
   */
  public OwnTemporal(Table table, Supplier<TemporalNamespace> temporal) {
    this.table = table;
    this.temporal = temporal;
  }

  /**
   * Checks that the table's own Temporal still answers. To be called before its first answer
   * counts, and after an answer that an order does not run, before anything is done about it.
   *
   * @throws TableException when the table belongs to another: {@link
   *     TableException#isOfAnotherTemporal}
   * @throws TemporalUnavailableException when Temporal cannot be asked
   */
  public void check() {
    try {
      table.belongTo(temporal.get());
    } catch (TableException e) {
      if (e.isOfAnotherTemporal()) {
        anotherAnswers.completeAsync(() -> "Another Temporal answers. " + e.getMessage());
      }
      throw e;
    }
  }

  /**
   * Completes, with a sentence for people, when a check has found another Temporal; on a thread of
   * its own, which may close the checking one's.
   */
  public CompletionStage<String> anotherAnswers() {
    return anotherAnswers;
  }
}
