package io.smoothie.cli.realtier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.cli.docs.Readme;
import io.smoothie.workflow.OrderId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * README's commands for each part by itself, and for an order from Temporal's own command line;
 * only where the servers are is ours, by the environment.
 */
@RealTier
class ReadmeRealTest {
  @Test
  void mosquittos_file_is_written_as_readme_says_for_loopback_and_for_a_folder_that_exists(
      Shop shop) throws IOException {
    for (Readme.Example example : Readme.examples("Each part by itself")) {
      if (example.command().matches("(mkdir|sed) .*")) {
        ChildProcess made = shop.shell(example.command());
        assertEquals(0, made.awaitEnd(), made::output);
      }
    }

    Path folder = shop.folder().resolve(".smoothie");
    List<String> lines = Files.readAllLines(folder.resolve("mosquitto.conf"));
    assertTrue(lines.contains("listener 1883 127.0.0.1"), lines::toString);
    assertTrue(
        lines.contains("persistence_location %s/".formatted(folder.resolve("mosquitto"))),
        lines::toString);
    assertTrue(Files.isDirectory(folder.resolve("mosquitto")));
  }

  @Test
  void each_part_by_itself_makes_an_order_from_temporals_command_line(Shop shop) {
    List<Readme.Example> ours =
        Readme.examples("Each part by itself").stream().filter(Readme.Example::isOurs).toList();
    assertEquals(
        List.of("robots", "worker", "gateway", "robot"),
        ours.stream().map(example -> example.arguments().get(0)).toList());
    for (Readme.Example example : ours) {
      ChildProcess process = shop.onDefaultTaskQueue(example.arguments());
      if (example.arguments().get(0).equals("robots")) {
        assertEquals(0, process.awaitEnd(), process::output);
      } else {
        process.awaitOutput("Ctrl-C ");
      }
    }

    List<Readme.Example> temporals = Readme.examples("From Temporal's side");
    assertEquals(1, temporals.size());
    ChildProcess start = shop.temporal(temporals.get(0).arguments().toArray(String[]::new));

    assertEquals(0, start.awaitEnd(), start::output);
    assertEquals("Robot1", shop.end(new OrderId("by-hand")).robot());
    shop.awaitRest();
  }
}
