package io.smoothie.cli.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.testing.StayingCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The print jobs of examples/labels, typed in its README's order beside its {@code up}. */
class LabelsExampleTest {
  private static final String README = "examples/labels/README.md";

  /** How the jobs end that the example means to go wrong. */
  private static final Map<String, Integer> EXITS = Map.of("huge", 3, "huge-again", 2, "poster", 3);

  @Test
  void labels_are_printed_and_wrong_jobs_are_refused_as_the_example_says(@TempDir Path home)
      throws Exception {
    Surroundings user = new Surroundings(Map.of(), home.resolve("state"));
    List<Readme.Example> examples = Readme.examplesIn(README);
    try (StayingCommand up =
            typed(
                    user,
                    examples.get(0),
                    "--temporal=in-memory",
                    "--temporal-port=0",
                    "--mqtt-port=0",
                    "--data=" + home.resolve("data"))
                .says("Ctrl-C ");
        StayingCommand printer = typed(user, examples.get(1)).says("Ctrl-C ")) {
      for (Readme.Example example : examples.subList(2, examples.size())) {
        try (StayingCommand command = typed(user, example)) {
          assertGoesAsSaid(example, command);
        }
      }
      String told = "{\"task_token\":\"smoothie-parcel-7\",\"smoothie\":\"Labels\",\"params\":{";
      assertTrue(Readme.linesOf(README).stream().anyMatch(line -> line.contains(told)));
      up.says(told);
      assertEquals(130, printer.interrupt());
    }
  }

  private static void assertGoesAsSaid(Readme.Example example, StayingCommand command)
      throws Exception {
    int exit = EXITS.getOrDefault(id(example), 0);
    assertEquals(exit, command.exit(), () -> example.command() + command.text());
    example.output().forEach(line -> assertTrue(command.text().contains(line), command::text));
    assertEquals(id(example).startsWith("huge"), command.text().contains("/paper"), command::text);
  }

  private static StayingCommand typed(Surroundings user, Readme.Example example, String... more) {
    return new StayingCommand(
        user,
        Stream.concat(example.arguments().stream(), Stream.of(more))
            .map(word -> word.startsWith("examples/") ? "../" + word : word)
            .toArray(String[]::new));
  }

  private static String id(Readme.Example example) {
    List<String> words = example.arguments();
    int option = words.indexOf("--id");
    return option < 0 ? "" : words.get(option + 1);
  }
}
