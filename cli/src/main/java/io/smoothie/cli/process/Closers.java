package io.smoothie.cli.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts parts, and closes them in the opposite order; a part that fails to close does not stop the
 * rest. Thread-safe.
 */
public final class Closers implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Closers.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  /** Closes {@code part} before all that came earlier. */
  public synchronized <T extends AutoCloseable> T add(T part) {
    parts.push(part);
    return part;
  }

  /**
   * Starts a part on a thread of its own, and has it closed as {@link #add} does. Libraries that
   * start may swallow an interrupt; that of the calling thread is not lost: it is passed on, and
   * once the part has started, or has failed to, this method throws.
   *
   * @throws InterruptedException when the calling thread was interrupted, also where the part has
   *     started nevertheless
   */
  public <T extends AutoCloseable> T start(Callable<T> start) throws InterruptedException {
    CompletableFuture<T> started = new CompletableFuture<>();
    Thread starter =
        new Thread(
            () -> {
              try {
                started.complete(add(start.call()));
              } catch (Throwable e) {
                started.completeExceptionally(e);
              }
            },
            Thread.currentThread().getName() + "-start");
    starter.start();
    try {
      return started.get();
    } catch (InterruptedException e) {
      starter.interrupt();
      boolean unused = started.handle((part, error) -> true).join();
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public synchronized void close() {
    // An interrupt (a second Ctrl-C) must not cut the closing of parts short.
    boolean interrupted = Thread.interrupted();
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (Exception e) {
        log.warn("{} was not closed in good order", part.getClass().getSimpleName(), e);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
