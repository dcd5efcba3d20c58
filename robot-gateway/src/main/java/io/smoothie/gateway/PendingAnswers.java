package io.smoothie.gateway;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The answers that have come and are not acknowledged yet. Their robots may seem silent, and others
 * whose answers a broker holds back behind them. Thread-safe.
 */
final class PendingAnswers {
  /** Less than {@link io.smoothie.activities.table.Silences#WRITTEN}, by a gateway's renewal. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** In the order of their arrival; guarded by itself. */
  private final Set<AnswerOnTheWay> answers = new LinkedHashSet<>();

  void add(AnswerOnTheWay answer) {
    synchronized (answers) {
      answers.add(answer);
    }
  }

  /** It is handled for good, or never will be. */
  void remove(AnswerOnTheWay answer) {
    synchronized (answers) {
      answers.remove(answer);
    }
  }

  /** Whether one has been here for more than a second. */
  boolean areLate() {
    synchronized (answers) {
      return !answers.isEmpty()
          && System.nanoTime() - answers.iterator().next().arrived() > PATIENCE_NANOS;
    }
  }
}
