package io.smoothie.cli.bench;

import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.workflow.failure.InnermostCause;
import io.smoothie.workflow.temporal.TemporalUnavailableException;
import io.smoothie.workflow.thread.Daemons;
import io.temporal.client.WorkflowFailedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Has a job done many times, by as many customers as are to be in flight. */
final class Load implements AutoCloseable {
  private final int inFlight;
  private final CompletableFuture<CommandFailure> stopped;
  private final ExecutorService customers;

  /**
   * @param stopped completes, with the failure to throw, when there is no use in going on
   */
  Load(int inFlight, CompletableFuture<CommandFailure> stopped) {
    this.inFlight = inFlight;
    this.stopped = stopped;
    this.customers = Executors.newFixedThreadPool(inFlight, Daemons.named("bench-customer"));
  }

  /** Each customer places the next once the last is done. */
  Done closedLoop(Job job, int count, IntConsumer progress) throws InterruptedException {
    Done done = new Done(count, progress);
    long began = System.nanoTime();
    each(
        count,
        i -> {
          long placing = System.nanoTime();
          String id = job.place();
          done.placed[i] = System.nanoTime() - placing;
          done.await(job, id);
          done.whole[i] = System.nanoTime() - placing;
        });
    done.took = Duration.ofNanos(System.nanoTime() - began);
    return done;
  }

  /** All are placed first, as fast as they are taken. */
  Done backlog(Job job, int count, IntConsumer progress) throws InterruptedException {
    Done done = new Done(count, progress);
    String[] ids = new String[count];
    long began = System.nanoTime();
    each(count, i -> ids[i] = job.place());
    each(count, i -> done.await(job, ids[i]));
    done.took = Duration.ofNanos(System.nanoTime() - began);
    return done;
  }

  private void each(int count, IntConsumer work) throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    Runnable customer =
        () -> {
          for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            work.accept(i);
          }
        };
    CompletableFuture<Void> all =
        CompletableFuture.allOf(
            IntStream.range(0, inFlight)
                .mapToObj(
                    i ->
                        CompletableFuture.runAsync(customer, customers)
                            .exceptionally(
                                e -> {
                                  next.set(count); // The others end with what they are at.
                                  throw new CompletionException(e);
                                }))
                .toArray(CompletableFuture<?>[]::new));
    try {
      var unused = CompletableFuture.anyOf(all, stopped).get();
    } catch (ExecutionException e) {
      throw unavailable(e);
    }
    if (!all.isDone()) {
      throw stopped.join();
    }
  }

  private static RuntimeException unavailable(ExecutionException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof TemporalUnavailableException away) {
        return away;
      }
    }
    return new CommandFailure(
        ExitCode.UNAVAILABLE,
        "Temporal does not answer any more (%s).".formatted(InnermostCause.inWords(e)),
        e);
  }

  @Override
  public void close() {
    customers.shutdownNow();
  }

  /** What came of it. */
  static final class Done {
    final long[] placed;
    final long[] whole;
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final IntConsumer progress;
    volatile @Nullable String failure;
    Duration took = Duration.ZERO;

    private Done(int count, IntConsumer progress) {
      placed = new long[count];
      whole = new long[count];
      this.progress = progress;
    }

    int made() {
      return made.get();
    }

    private void await(Job job, String id) {
      try {
        job.await(id);
        made.incrementAndGet();
      } catch (WorkflowFailedException e) {
        failure = InnermostCause.inWords(e);
      }
      progress.accept(ended.incrementAndGet());
    }
  }
}
