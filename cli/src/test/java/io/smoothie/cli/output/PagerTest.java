package io.smoothie.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.cli.Smoothie;
import io.smoothie.cli.config.Surroundings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PagerTest {
  private static final List<String> LINES = Collections.nCopies(30, "a line");
  private static final Look TERMINAL = new Look(false, true, 80);

  @TempDir Path folder;

  @Test
  void what_is_longer_than_the_screen_goes_through_the_users_pager() throws Exception {
    Path read = folder.resolve("read");

    assertEquals("", printed(TERMINAL, LINES, Map.of("PAGER", "cat > " + read, "LINES", "30")));

    assertEquals(LINES, Files.readAllLines(read));
  }

  @Test
  void what_fits_the_screen_or_goes_into_a_pipe_is_printed() {
    Path read = folder.resolve("read");
    Map<String, String> pager = Map.of("PAGER", "cat > " + read, "LINES", "31");
    String all = "a line\n".repeat(30);

    assertEquals(all, printed(TERMINAL, LINES, pager));
    assertEquals(all, printed(Look.PLAIN, LINES, Map.of("PAGER", "cat > " + read, "LINES", "3")));
    assertEquals(all, printed(TERMINAL, LINES, Map.of("LINES", "3")));
    assertFalse(Files.exists(read));
  }

  @Test
  void without_its_program_everything_is_printed_all_the_same() {
    assertEquals(
        "a line\n".repeat(30),
        printed(TERMINAL, LINES, Map.of("PAGER", "no-such-pager 2> /dev/null", "LINES", "3")));
  }

  @Test
  void a_pager_that_is_left_before_the_end_was_shown() {
    assertTrue(Pager.isShown("true", Collections.nCopies(100_000, "a line")));
    assertTrue(Pager.isShown("exit 3", LINES));
  }

  private String printed(Look look, List<String> lines, Map<String, String> environment) {
    StringWriter out = new StringWriter();
    CommandLine command =
        Smoothie.commandLine(new Surroundings(environment, folder))
            .setOut(new PrintWriter(out, true));
    Pager.print(command.getCommandSpec(), look, lines);
    return out.toString();
  }
}
