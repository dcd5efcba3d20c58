package io.smoothie.cli.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevServerTemporalTest {
  @Test
  void a_server_that_does_not_start_is_said_to_with_the_reason_and_its_log(@TempDir Path folder) {
    Optional<Path> none = Optional.of(Path.of("/there/is/none"));

    CommandFailure failure =
        assertThrows(
            CommandFailure.class, () -> DevServerTemporal.start(none, folder, 1, /* uiPort= */ 2));

    assertEquals(ExitCode.UNAVAILABLE, failure.exitCode());
    String said = String.valueOf(failure.getMessage());
    assertTrue(said.contains("exited prematurely with code 127"), said);
    assertTrue(said.contains("its log is " + folder.resolve("temporal.log")), said);
  }
}
