package io.smoothie.activities.worker;

import io.smoothie.activities.table.TableException;
import io.smoothie.activities.wakeup.OwnTemporal;
import io.smoothie.workflow.temporal.TemporalConnection;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker's turns as {@link Reaper}, on a timer; they go on through outages. */
final class ReaperTurns implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SmoothieWorker.class);

  private final Reaper reaper;
  private final OwnTemporal temporal;
  private final ScheduledExecutorService timer;
  private final Future<?> turns;
  private volatile long lastPass = System.nanoTime();

  /**
   * @param temporal is checked before each turn
   */
  ReaperTurns(Reaper reaper, OwnTemporal temporal, ThreadFactory threads) {
    this.reaper = reaper;
    this.temporal = temporal;
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
    reaper.hide();
  }

  /** How long ago the last pass ended, well or not, or the first one began. */
  Duration sinceLastPass() {
    return Duration.ofNanos(System.nanoTime() - lastPass);
  }

  private void take() {
    boolean holdsLease = false;
    try {
      temporal.check();
      holdsLease = reaper.run();
    } catch (TableException e) {
      if (!e.isOfAnotherTemporal()) {
        goesOn(e);
      }
    } catch (RuntimeException e) {
      goesOn(e);
    } catch (Throwable e) {
      // An exception would end the timer silently: the reaper would never release a robot again.
      log.error("The reaper met a defect and goes on in {}", Reaper.INTERVAL, e);
    } finally {
      lastPass = System.nanoTime();
      if (!holdsLease) {
        reaper.hide();
      }
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
