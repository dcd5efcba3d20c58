package io.smoothie.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import org.junit.jupiter.api.Test;

class RunUntilSignalTest {
  @Test
  void a_command_that_was_interrupted_is_stopped_whatever_it_throws() throws Exception {
    int exitCode =
        RunUntilSignal.run(
            () -> {
              Thread.currentThread().interrupt();
              throw tookTooLong();
            });

    assertEquals(ExitCode.INTERRUPTED, exitCode);
    assertFalse(Thread.interrupted());
  }

  @Test
  void a_command_that_fails_by_itself_has_failed() {
    assertThrows(
        CommandFailure.class,
        () ->
            RunUntilSignal.run(
                () -> {
                  throw tookTooLong();
                }));
  }

  private static CommandFailure tookTooLong() {
    return new CommandFailure(ExitCode.UNAVAILABLE, "It took too long.");
  }
}
