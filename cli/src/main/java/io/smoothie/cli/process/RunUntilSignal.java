package io.smoothie.cli.process;

import io.smoothie.cli.exit.ExitCode;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps a process running until Ctrl-C or SIGTERM, which interrupt its command. The command then
 * has a limited time to close its resources.
 */
public final class RunUntilSignal {
  private static final int CLOSE_SECONDS = 25;

  private RunUntilSignal() {}

  /**
   * Runs {@code command} in this thread, which is interrupted when the process is to end; the
   * process then waits for it.
   *
   * @return the command's exit code, or {@link ExitCode#INTERRUPTED} when it was interrupted,
   *     whatever it threw then: the exception of an interrupted call may look like a failure of
   *     that call
   */
  public static int run(Callable<Integer> command) throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    AtomicBoolean stopped = new AtomicBoolean();
    Thread here = Thread.currentThread();
    Thread hook =
        new Thread(
            () -> {
              stopped.set(true);
              here.interrupt();
              try {
                if (!over.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                  Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return command.call();
    } catch (Exception e) {
      if (stopped.get() || Thread.interrupted() || e instanceof InterruptedException) {
        return ExitCode.INTERRUPTED;
      }
      throw e;
    } finally {
      over.countDown();
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException stopping) {
        // The hook is running and has interrupted us; the JVM ends with the signal's exit code.
      }
    }
  }
}
