package io.smoothie.cli.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.smoothie.cli.Smoothie;
import io.smoothie.cli.config.Surroundings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrainCommandTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void the_frequent_commands_run_in_a_house_of_their_own_without_a_word() {
    Path home = folder.resolve("home");
    StringWriter said = new StringWriter();
    PrintWriter lines = new PrintWriter(said);
    CommandLine line = Smoothie.commandLine(new Surroundings(Map.of(), home));

    assertEquals(0, line.setOut(lines).setErr(lines).execute("train"), said::toString);

    assertEquals("", said.toString());
    assertFalse(Files.exists(home));
  }
}
