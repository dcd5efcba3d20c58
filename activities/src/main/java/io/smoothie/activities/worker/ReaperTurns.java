package io.smoothie.activities.worker;

import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.TableException;
import io.smoothie.workflow.temporal.TemporalConnection;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker's turns as {@link Reaper}, on a timer; they go on through outages. */
final class ReaperTurns implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SmoothieWorker.class);

  private final Reaper reaper;
  private final TemporalConnection temporal;
  private final Table table;
  private final Consumer<String> another;
  private final ScheduledExecutorService timer;
  private final Future<?> turns;

  /**
   * @param another told, in a sentence for people, when another Temporal answers than the table's
   */
  ReaperTurns(
      Reaper reaper,
      TemporalConnection temporal,
      Table table,
      Consumer<String> another,
      ThreadFactory threads) {
    this.reaper = reaper;
    this.temporal = temporal;
    this.table = table;
    this.another = another;
    timer = Executors.newSingleThreadScheduledExecutor(threads);
    turns =
        timer.scheduleWithFixedDelay(
            this::take, 0, Reaper.INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** No more turns begin; one that runs goes on. */
  void stop() {
    turns.cancel(false);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private void take() {
    try {
      // A server that has taken the place of ours knows none of our orders: all would seem to be
      // over.
      table.belongTo(temporal.ask());
      reaper.run();
    } catch (TableException e) {
      if (e.isOfAnotherTemporal()) {
        another.accept("Another Temporal answers. " + e.getMessage());
      } else {
        goesOn(e);
      }
    } catch (RuntimeException e) {
      goesOn(e);
    } catch (Throwable e) {
      // An exception would end the timer silently: the reaper would never release a robot again.
      log.error("The reaper met a defect and goes on in {}", Reaper.INTERVAL, e);
    }
  }

  private static void goesOn(RuntimeException e) {
    if (TemporalConnection.isOutage(e)) {
      log.debug("The reaper goes on in {}: Temporal does not answer", Reaper.INTERVAL);
    } else {
      log.warn("The reaper goes on in {}: {}", Reaper.INTERVAL, e.toString());
    }
  }
}
