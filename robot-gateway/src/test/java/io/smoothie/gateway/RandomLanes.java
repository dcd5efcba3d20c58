package io.smoothie.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several random histories at once, each lane playing one after the other. {@code
 * -Dsmoothie.random.sequences=N} says how many ({@code smoothie.random.real.sequences} on a real
 * server), {@code -Dsmoothie.random.seed=S} plays one again, or N from there.
 */
final class RandomLanes {
  private static final Logger log = LoggerFactory.getLogger(RandomLanes.class);

  private final long first;
  private final int sequences;
  private final AtomicInteger played = new AtomicInteger();

  /** What a lane does until there are no more seeds. */
  interface Lane {
    void play(String name) throws Exception;
  }

  /**
   * @param property says how many
   * @param sequences how many unless it does
   */
  RandomLanes(String property, int sequences) {
    Long again = Long.getLong("smoothie.random.seed");
    first = again != null ? again : System.nanoTime();
    this.sequences = Integer.getInteger(property, again != null ? 1 : sequences);
  }

  /** The next seed, unless all are played or a history has failed. */
  OptionalLong nextSeed() {
    int next = played.getAndIncrement();
    return next < sequences ? OptionalLong.of(first + next) : OptionalLong.empty();
  }

  boolean isDone() {
    return played.get() >= sequences;
  }

  void play(int lanes, Lane lane) throws Exception {
    long began = System.nanoTime();
    ExecutorService threads = Executors.newFixedThreadPool(lanes);
    try {
      List<Future<?>> futures = new ArrayList<>();
      for (int i = 0; i < lanes; i++) {
        String name = "random-" + i;
        futures.add(threads.submit(() -> playOrStopAll(name, lane)));
      }
      for (Future<?> future : futures) {
        future.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    } finally {
      threads.shutdownNow();
    }
    log.info(
        "{} random histories from seed {} in {} s",
        sequences,
        first,
        Duration.ofNanos(System.nanoTime() - began).toSeconds());
  }

  private Void playOrStopAll(String name, Lane lane) throws Exception {
    boolean done = false;
    try {
      lane.play(name);
      done = true;
      return null;
    } finally {
      if (!done) {
        played.set(sequences);
      }
    }
  }
}
