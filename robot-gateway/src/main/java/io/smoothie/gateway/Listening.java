package io.smoothie.gateway;

import io.smoothie.activities.table.Gateways;
import io.smoothie.activities.table.Gateways.Progress;
import io.smoothie.activities.table.TableException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the table, every second, that this gateway hears robots' answers, for as long as it does,
 * and whether it would have noted in time that a robot says anything; see {@link Hearing}.
 * Thread-safe.
 */
final class Listening implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Listening.class);

  private final String clientId;
  private final Gateways gateways;
  private final ScheduledThreadPoolExecutor timer = Threads.timer("gateway-listening");
  private final Hearing answers;
  private final Hearing progress;
  private final SeldomLog tableLog = new SeldomLog(Duration.ofMinutes(1));

  /** Completes when the table has first been told that this gateway listens. */
  private final CompletableFuture<Boolean> begun = new CompletableFuture<>();

  private final ProgressHandler written;
  private final PendingAnswers pending;

  /** As {@link #breaksTold}, for what robots say of their work. */
  private int progressBreaksTold = -1;

  /** How often its hearing had been interrupted when it last told the table; the timer's alone. */
  private int breaksTold = -1;

  /** Since when it listens, or has listened last, as the table has it. */
  volatile Instant since = Instant.EPOCH;

  /**
   * @param held how many of the robots' answers are pending
   * @param written has written what robots say of their work
   */
  Listening(
      GatewaySettings settings,
      Gateways gateways,
      IntSupplier held,
      ProgressHandler written,
      PendingAnswers pending) {
    this.clientId = settings.clientId();
    this.gateways = gateways;
    this.written = written;
    this.pending = pending;
    Runnable look = () -> timer.execute(this::look);
    answers = new Hearing(Probe.ofAnswers(settings), held, look);
    progress = new Hearing(Probe.ofProgress(settings), () -> 0, look);
    var unused =
        timer.scheduleAtFixedRate(
            this::look, 0, Gateways.RENEWAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** To be told of connections for robots' answers, and of everything that is heard there. */
  Hearing answers() {
    return answers;
  }

  /** Likewise for what robots say of their work. */
  Hearing progress() {
    return progress;
  }

  /** Waits until the table knows that this gateway listens, or until it seems deaf (5 s). */
  void awaitBegun() {
    boolean unused =
        begun.completeOnTimeout(false, Hearing.ANSWER_NANOS, TimeUnit.NANOSECONDS).join();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private void look() {
    try {
      boolean hearsProgress = progress.check();
      if (answers.check()) {
        say(hearsProgress && written.isInTime() && !pending.areLate());
      }
    } catch (Throwable e) {
      // A timer that throws never runs again, and this gateway would be thought deaf for good.
      log.error("Whether this gateway listens could not be looked at", e);
    }
  }

  /**
   * @param wouldNote whether a word of a robot would be in the table by now
   */
  private void say(boolean wouldNote) {
    int breaks = answers.breaks();
    int progressBreaks = progress.breaks() + written.breaks();
    Progress heard =
        wouldNote
            // An answer is a word, too: one may be waiting that came while answers were not heard.
            ? Progress.of(progressBreaks == progressBreaksTold && breaks == breaksTold)
            : Progress.UNHEARD;
    try {
      since = gateways.listening(clientId, /* withoutBreak= */ breaks == breaksTold, heard);
      // Only after the write: a break that could not be written is still to be told.
      breaksTold = breaks;
      progressBreaksTold = progressBreaks;
      begun.complete(true);
    } catch (TableException e) {
      tableLog.say(
          more ->
              log.warn(
                  "The table could not be told that gateway {} listens: {}{}",
                  clientId,
                  String.valueOf(e.getMessage()),
                  more));
    }
  }
}
