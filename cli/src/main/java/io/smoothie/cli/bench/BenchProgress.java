package io.smoothie.cli.bench;

import io.smoothie.cli.output.Look;
import io.smoothie.cli.output.OverwrittenLine;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.IntConsumer;

/** What the bench is at: a line for each step, and on a terminal a count that goes on. */
final class BenchProgress {
  private static final long PAUSE_NANOS = Duration.ofMillis(200).toNanos();

  private final OverwrittenLine count;
  private final Look look;
  private long drawn;

  BenchProgress(PrintWriter err, Look look) {
    count = new OverwrittenLine(err);
    this.look = look;
  }

  /** A line of its own. */
  synchronized void say(String line) {
    count.say(line);
  }

  /** Says the step, and gives what is to be told how many of {@code count} are done. */
  IntConsumer step(String what, int count) {
    say("%s: %d".formatted(what, count));
    return done -> draw("%s: %d of %d".formatted(what, done, count));
  }

  /** Clears the count. */
  synchronized void clear() {
    count.clear();
  }

  private synchronized void draw(String line) {
    long now = System.nanoTime();
    if (look.live() && now - drawn > PAUSE_NANOS) {
      drawn = now;
      count.draw(line);
    }
  }
}
