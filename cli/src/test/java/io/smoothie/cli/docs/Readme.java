package io.smoothie.cli.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** README's console blocks: what to type after a {@code $}, and what is shown to come of it. */
public final class Readme {
  private Readme() {}

  /**
   * A command and the lines shown below it.
   *
   * @param section the heading it stands under
   */
  public record Example(String section, String command, List<String> output) {
    /** What follows the program's name, as a shell would split it. */
    public List<String> arguments() {
      List<String> words = CommandLines.words(command);
      return words.subList(1, words.size());
    }

    /** Whether it is a command of ours. */
    public boolean isOurs() {
      return command.matches("(\\./)?smoothie .*");
    }
  }

  /** Every example, in order. */
  public static List<Example> examples() {
    return examples(lines());
  }

  /** Every example of another file, which is named from the repository's root. */
  static List<Example> examplesIn(String file) {
    return examples(linesOf(file));
  }

  private static List<Example> examples(List<String> lines) {
    List<Example> examples = new ArrayList<>();
    String section = "";
    boolean console = false;
    for (String line : lines) {
      if (line.startsWith("```")) {
        console = line.equals("```console");
      } else if (!console && line.startsWith("## ")) {
        section = line.substring(3);
      } else if (console && line.startsWith("$ ")) {
        examples.add(new Example(section, line.substring(2), new ArrayList<>()));
      } else if (console) {
        examples.get(examples.size() - 1).output().add(line);
      }
    }
    return examples;
  }

  /** The examples under a heading, in order. */
  public static List<Example> examples(String section) {
    return examples().stream().filter(example -> example.section().equals(section)).toList();
  }

  /** README, line by line. */
  public static List<String> lines() {
    return linesOf("README.md");
  }

  /** The lines of another file, which is named from the repository's root. */
  static List<String> linesOf(String file) {
    try {
      return Files.readAllLines(Path.of("..", file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
