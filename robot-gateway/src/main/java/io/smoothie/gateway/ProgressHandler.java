package io.smoothie.gateway;

import io.smoothie.activities.table.Attempts;
import io.smoothie.activities.table.HeardProgress;
import io.smoothie.activities.table.Silences;
import io.smoothie.activities.table.TableException;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Text;
import io.smoothie.workflow.wire.RobotMessage;
import io.smoothie.workflow.wire.RobotMessage.Malformed;
import io.smoothie.workflow.wire.RobotMessage.Progress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what each robot said last of its work, and writes it to the robots' attempts once a second:
 * robots may say it as often as they like. Progress that cannot be used, or is of no attempt that
 * its robot has now, is only counted: more of it will come. Knows whether the table has in time
 * what robots say, so that their silence means something. Thread-safe.
 */
final class ProgressHandler implements AutoCloseable {
  static final Duration PAUSE = Duration.ofSeconds(1);

  /** Of how many robots a word is kept that is not written yet. */
  static final int MOST = 10_000;

  /** In one transaction: others are to have their turn in between. */
  private static final int PAGE = 100;

  private static final Logger log = LoggerFactory.getLogger(ProgressHandler.class);

  private final Attempts attempts;
  private final GatewayMetrics metrics;
  private final ScheduledThreadPoolExecutor timer = Threads.timer("gateway-progress");
  private final SeldomLog refusedLog = new SeldomLog(Duration.ofSeconds(10));
  private final SeldomLog tableLog = new SeldomLog(Duration.ofMinutes(1));

  private final AtomicInteger breaks = new AtomicInteger();

  /** What was heard before is in the table; by {@link System#nanoTime}. */
  private volatile long written = System.nanoTime();

  /** What is not written yet; guarded by itself. */
  private final Map<RobotName, HeardProgress> latest = new LinkedHashMap<>();

  ProgressHandler(Attempts attempts, GatewayMetrics metrics) {
    this.attempts = attempts;
    this.metrics = metrics;
    var unused =
        timer.scheduleAtFixedRate(
            this::write, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether the table has in time what robots say. */
  boolean isInTime() {
    return System.nanoTime() - written < Silences.WRITTEN.toNanos();
  }

  /** How often what robots had said was lost, or could not be written at once. */
  int breaks() {
    return breaks.get();
  }

  /** Takes one message in; never throws, and does not wait. */
  void take(String topic, byte[] payload, byte[] correlation, boolean retained) {
    RobotMessage message = RobotMessage.parse(topic, payload, correlation, retained);
    if (message instanceof Progress said) {
      keep(
          new HeardProgress(
              said.order(), said.robot(), said.percent(), said.note(), System.nanoTime()));
    } else {
      metrics.progress(GatewayMetrics.Progress.REFUSED, 1);
      String why =
          message instanceof Malformed malformed ? malformed.reason() : "it is no progress";
      refusedLog.say(
          more ->
              log.warn(
                  "Progress on {} cannot be used: {}{}", Text.forOneLine(topic, 150), why, more));
    }
  }

  private void keep(HeardProgress heard) {
    synchronized (latest) {
      RobotName robot = heard.robot();
      HeardProgress earlier = latest.get(robot);
      if (earlier == null && latest.size() >= MOST) {
        metrics.progress(GatewayMetrics.Progress.DROPPED, 1);
        breaks.incrementAndGet();
        return;
      }
      latest.put(robot, earlier == null ? heard : heard.after(earlier));
    }
  }

  private void write() {
    try {
      long began = System.nanoTime();
      // Only those that have a word now: a robot that goes on talking waits for the next time.
      int left = size();
      while (left > 0) {
        List<HeardProgress> page = nextPage(Math.min(left, PAGE));
        if (!write(page)) {
          return;
        }
        left -= page.size();
      }
      written = began;
    } catch (Throwable e) {
      // A timer that throws never runs again, and no robot at work would be heard.
      log.error("What robots say of their work could not be written", e);
    }
  }

  /** Returns whether the table has taken them; else they are kept for the next time. */
  private boolean write(List<HeardProgress> page) {
    try {
      int written = attempts.heard(page);
      metrics.progress(GatewayMetrics.Progress.WRITTEN, written);
      metrics.progress(GatewayMetrics.Progress.IGNORED, page.size() - written);
      return true;
    } catch (TableException e) {
      breaks.incrementAndGet();
      synchronized (latest) {
        // Whatever was said meanwhile is later.
        page.forEach(
            heard -> latest.merge(heard.robot(), heard, (later, earlier) -> later.after(earlier)));
      }
      tableLog.say(
          more ->
              log.warn(
                  "What robots say of their work cannot be written now: {}{}",
                  String.valueOf(e.getMessage()),
                  more));
      return false;
    }
  }

  private int size() {
    synchronized (latest) {
      return latest.size();
    }
  }

  private List<HeardProgress> nextPage(int most) {
    synchronized (latest) {
      List<HeardProgress> page = latest.values().stream().limit(most).toList();
      page.forEach(heard -> latest.remove(heard.robot()));
      return page;
    }
  }

  /** What is not written by now is lost: more would have come. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
