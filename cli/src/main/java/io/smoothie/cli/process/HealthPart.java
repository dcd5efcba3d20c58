package io.smoothie.cli.process;

import io.smoothie.workflow.Text;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A part of a process, or a server that it needs. It is asked once at a time, whatever the number
 * of questions, and one that hangs holds up no other: after 3 seconds its silence is the answer.
 * Thread-safe.
 */
public final class HealthPart {
  private static final int ANSWER_SECONDS = 3;
  private static final Executor ASKING =
      work -> {
        Thread thread = new Thread(work, "health");
        thread.setDaemon(true);
        thread.start();
      };

  private final String name;
  private final Supplier<Optional<String>> trouble;
  private CompletableFuture<Optional<String>> asked =
      CompletableFuture.completedFuture(Optional.empty());

  /**
   * @param trouble tells what is wrong, in words; empty when nothing is. May block
   */
  public HealthPart(String name, Supplier<Optional<String>> trouble) {
    this.name = name;
    this.trouble = trouble;
  }

  String name() {
    return name;
  }

  /** Begins to ask, unless it is being asked. */
  synchronized void ask() {
    if (asked.isDone()) {
      asked = CompletableFuture.supplyAsync(trouble, ASKING);
    }
  }

  /** What it says, in one line; empty when all is well. */
  Optional<String> answer() {
    try {
      return underWay()
          .get(ANSWER_SECONDS, TimeUnit.SECONDS)
          .map(words -> Text.forOneLine(words, 400));
    } catch (TimeoutException e) {
      return Optional.of("no answer within %d s".formatted(ANSWER_SECONDS));
    } catch (ExecutionException e) {
      return Optional.of(Text.forOneLine(String.valueOf(e.getCause()), 400));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("the process is ending");
    }
  }

  private synchronized CompletableFuture<Optional<String>> underWay() {
    return asked;
  }
}
