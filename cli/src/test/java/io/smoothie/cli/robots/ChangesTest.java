package io.smoothie.cli.robots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smoothie.cli.testing.Shop;
import io.smoothie.cli.testing.Shop.Ran;
import io.smoothie.workflow.ClaimRequest;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.temporal.TemporalNamespace;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands that change something say in JSON. */
class ChangesTest {
  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void open() throws Exception {
    shop = new Shop(folder);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void each_robot_is_named_with_what_was_done_to_it() throws Exception {
    assertChanges("Robot1 added, Robot2 added", 0, "add", "Robot1", "Robot2");
    assertChanges("Robot1 unchanged", 0, "add", "Robot1");
    assertChanges("Robot1 skills_set", 0, "set", "Robot1", "--skill", "heat");
    assertChanges("Robot1 drained, Robot9 not_found", 1, "drain", "Robot1", "Robot9");
    assertChanges("Robot1 resumed", 0, "resume", "Robot1");
    assertChanges("Robot1 unchanged", 0, "resume", "Robot1");
    assertChanges("Robot1 unchanged", 0, "online", "Robot1");
    assertChanges("", 0, "repair", "--all");
    shop.table.claims().claim(new ClaimRequest(new OrderId("over"), 1, 3, Instant.EPOCH, false));
    assertChanges("Robot1 repaired", 0, "repair", "--all");
    assertChanges("Robot1 unchanged, Robot2 unchanged", 0, "reset");
    assertChanges("Robot2 removed, Robot9 not_found", 1, "remove", "Robot2", "Robot9");
    assertChanges("Robot2 added, Robot1 unchanged", 0, "reset");
  }

  @Test
  void what_was_refused_is_a_sentence_on_standard_error_too() throws Exception {
    Ran ran = shop.run("robots", "remove", "Robot9", "-o", "jsonl");

    assertEquals(1, ran.exit());
    assertEquals("There is no robot Robot9: smoothie robots list\n", ran.err());
    JsonNode change = new ObjectMapper().readTree(ran.out());
    assertEquals("There is no robot Robot9: smoothie robots list", change.path("message").asText());
  }

  @Test
  void a_take_over_and_a_purge_say_how_much_they_did() throws Exception {
    shop.table.belongTo(new TemporalNamespace("default", "its-id", "other:7233"));
    JsonNode taken = json(shop.run("robots", "take-over", "-o", "json"));
    assertTrue(taken.path("taken_over").asBoolean());
    assertEquals("its-id", taken.path("from").path("id").asText());
    assertEquals(0, taken.path("robots_freed").asInt(-1));
    JsonNode again = json(shop.run("robots", "take-over", "-o", "json"));
    assertEquals(false, again.path("taken_over").asBoolean(true));

    shop.table.deadLetters().add("robots/Robot1/success", new byte[0], "not JSON");
    Ran purged = shop.run("dead-letters", "purge", "--all", "-o", "json");
    assertEquals(1, json(purged).path("purged").asInt());
  }

  private void assertChanges(String expected, int exit, String... command) throws Exception {
    List<String> words = new ArrayList<>(List.of("robots"));
    words.addAll(List.of(command));
    words.addAll(List.of("-o", "json"));
    Ran ran = shop.run(words.toArray(String[]::new));
    assertEquals(exit, ran.exit(), ran.err());
    List<String> changes = new ArrayList<>();
    json(ran)
        .forEach(
            change ->
                changes.add(change.path("name").asText() + " " + change.path("result").asText()));
    assertEquals(expected, String.join(", ", changes), ran.out());
  }

  private static JsonNode json(Ran ran) throws Exception {
    assertEquals("", ran.exit() == 0 ? ran.err() : "");
    return new ObjectMapper().readTree(ran.out());
  }
}
