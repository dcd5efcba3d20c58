package io.smoothie.cli.docs;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import io.smoothie.cli.Smoothie;
import io.smoothie.cli.config.Surroundings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Command lines as documents write them. */
final class CommandLines {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

  private CommandLines() {}

  /** The words of a command line, as a shell splits it. */
  static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find()) {
      for (int group = 1; group <= 3; group++) {
        if (word.group(group) != null) {
          words.add(word.group(group));
        }
      }
    }
    return words;
  }

  /** Fails unless {@code smoothie} takes these arguments: command, options and their values. */
  static void assertTaken(List<String> arguments, Path home) {
    Surroundings surroundings = new Surroundings(Map.of(), home);
    assertDoesNotThrow(
        () -> Smoothie.commandLine(surroundings).parseArgs(arguments.toArray(String[]::new)),
        () -> "smoothie " + String.join(" ", arguments));
  }
}
