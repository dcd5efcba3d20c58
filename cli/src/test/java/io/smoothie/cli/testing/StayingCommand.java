package io.smoothie.cli.testing;

import static org.awaitility.Awaitility.await;

import io.smoothie.cli.Smoothie;
import io.smoothie.cli.config.Surroundings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A command that stays until it is interrupted, as Ctrl-C does. */
public final class StayingCommand implements AutoCloseable {
  static {
    // As in Shop: up's in-memory server throws, too.
    Awaitility.doNotCatchUncaughtExceptionsByDefault();
  }

  private final StringWriter text = new StringWriter();
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private final Thread thread;

  public StayingCommand(Surroundings surroundings, String... arguments) {
    PrintWriter writer = new PrintWriter(text, true);
    thread =
        new Thread(
            () ->
                exit.complete(
                    Smoothie.commandLine(surroundings)
                        .setOut(writer)
                        .setErr(writer)
                        .execute(arguments)),
            String.join(" ", List.of(arguments)));
    thread.start();
  }

  /** An {@code up} in memory, at free ports. */
  public static StayingCommand up(Surroundings surroundings, Path data, String... more) {
    List<String> words =
        Stream.concat(
                Stream.of(
                    "up",
                    "--temporal=in-memory",
                    "--temporal-port=0",
                    "--mqtt-port=0",
                    "--data=" + data),
                Stream.of(more))
            .toList();
    return new StayingCommand(surroundings, words.toArray(String[]::new));
  }

  /** Standard output and standard error. */
  public String text() {
    return text.toString();
  }

  /** Waits until it has said {@code words}; fails when it ends without. */
  public StayingCommand says(String words) {
    await()
        .atMost(Duration.ofSeconds(90))
        .failFast("it ended without saying " + words, () -> ended() && !said(words))
        .until(() -> said(words));
    return this;
  }

  /** Its exit code, once it has ended by itself. */
  public int exit() throws InterruptedException, ExecutionException, TimeoutException {
    return exit.get(90, TimeUnit.SECONDS);
  }

  /** Ctrl-C, and its exit code. */
  public int interrupt() throws InterruptedException, ExecutionException, TimeoutException {
    thread.interrupt();
    return exit();
  }

  @Override
  public void close() {
    thread.interrupt();
    exit.orTimeout(90, TimeUnit.SECONDS).join();
  }

  private boolean said(String words) {
    return text().contains(words);
  }

  private boolean ended() {
    return exit.isDone();
  }
}
