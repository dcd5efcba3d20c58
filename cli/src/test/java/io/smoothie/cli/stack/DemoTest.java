package io.smoothie.cli.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.testing.Shop;
import io.smoothie.cli.testing.StayingCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
  @Test
  void every_chapter_ends_as_told_whatever_the_environment_says(@TempDir Path home) {
    Map<String, String> misleading =
        Map.of(
            "TEMPORAL_ADDRESS", "127.0.0.1:1",
            "SMOOTHIE_MQTT_URL", "mqtt://127.0.0.1:1",
            "SMOOTHIE_DB_URL", "jdbc:sqlite:/nowhere/at/all.db",
            "SMOOTHIE_TASK_QUEUE", "elsewhere");

    Shop.Ran demo =
        Shop.ran(new Surroundings(misleading, home.resolve("state")), List.of("demo", "--fast"));

    assertEquals(0, demo.exit(), demo.out() + demo.err());
    for (String told :
        List.of(
            "in-memory test server",
            "=== 6 of 6",
            "robots/Robot1/order  {\"task_token\":\"smoothie-demo-1\"",
            "robots/Robot1/success  {\"TaskToken\":\"smoothie-demo-1\"}",
            "robots/Robot1/failure  {\"TaskToken\":\"smoothie-demo-6\"",
            "nobody was subscribed",
            "NoRobotAvailable",
            "Every chapter ended as told.")) {
      assertTrue(demo.out().contains(told), () -> told + " in:\n" + demo.out());
    }
    assertFalse(demo.out().contains("NOT AS TOLD"), demo.out());
    assertFalse(Files.exists(home.resolve("state")));
    assertFalse(Files.exists(Path.of(logOf(demo.out()))), "the folder is thrown away");
  }

  @Test
  void a_demo_stopped_in_the_middle_leaves_nothing_and_reports_no_trouble(@TempDir Path home)
      throws Exception {
    Surroundings user = new Surroundings(Map.of(), home.resolve("state"));
    try (StayingCommand demo = new StayingCommand(user, "demo", "--fast")) {
      demo.says("$ smoothie orders show demo-1 --follow");

      assertEquals(130, demo.interrupt());

      assertFalse(demo.text().contains("NOT AS TOLD"), demo.text());
      assertFalse(demo.text().contains("The log is"), demo.text());
      assertFalse(Files.exists(Path.of(logOf(demo.text())).getParent()), "the folder is gone");
    }
  }

  @Test
  void a_demo_stopped_while_it_starts_leaves_nothing_and_reports_no_trouble(@TempDir Path home)
      throws Exception {
    Surroundings user = new Surroundings(Map.of(), home.resolve("state"));
    try (StayingCommand demo = new StayingCommand(user, "demo", "--fast")) {
      demo.says("  Log       ");

      assertEquals(130, demo.interrupt());

      assertEquals(2, demo.text().lines().filter(line -> !line.startsWith("MQTT")).count());
      assertFalse(Files.exists(Path.of(logOf(demo.text())).getParent()), "the folder is gone");
    }
  }

  @Test
  void a_chapter_that_does_not_end_as_told_is_named_and_the_log_is_kept(@TempDir Path home)
      throws Exception {
    Surroundings user = new Surroundings(Map.of(), home.resolve("state"));
    try (StayingCommand demo = new StayingCommand(user, "demo", "--fast")) {
      demo.says("$ smoothie orders show demo-1 --follow");
      Path folder = Path.of(logOf(demo.text())).toAbsolutePath().resolve("..").normalize();
      try {
        Surroundings inside = new Surroundings(Map.of(), folder);
        assertEquals(0, Shop.ran(inside, List.of("robots", "remove", "Robot2")).exit());

        assertEquals(1, demo.exit());

        assertTrue(demo.text().contains("NOT AS TOLD, expected: Robot2 is ONLINE"), demo.text());
        assertTrue(demo.text().contains("=== 6 of 6"), "it goes on to its end");
        assertTrue(demo.text().endsWith("The log is " + folder.resolve("demo.log") + "\n"));
        assertTrue(Files.exists(folder.resolve("demo.log")));
      } finally {
        DemoCommand.delete(folder);
      }
    }
  }

  private static String logOf(String demo) {
    return demo.lines()
        .filter(line -> line.startsWith("  Log       "))
        .findFirst()
        .orElseThrow()
        .strip()
        .substring("Log       ".length())
        .replaceAll(", kept.*", "");
  }
}
