package io.smoothie.cli.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smoothie.activities.table.Table;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.testing.Shop;
import io.smoothie.cli.testing.Shop.Ran;
import io.smoothie.workflow.OrderId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void fill() {
    try (Table table = Table.open(url())) {
      table
          .deadLetters()
          .add(
              "robots/a\u202eb/success",
              "{\"x\":\u001b1}".getBytes(UTF_8),
              "no token",
              new OrderId("table-7"));
      table.deadLetters().add("robots/c/success", new byte[] {(byte) 0xff, 0}, "not UTF-8");
    }
  }

  @Test
  void the_newest_come_first_and_no_control_character_reaches_the_terminal() {
    Ran ran = run("list");

    assertEquals(0, ran.exit(), ran.err());
    assertTrue(ran.lines().get(1).contains("robots/c/success   not UTF-8: ff 00"), ran.out());
    assertTrue(ran.lines().get(2).contains("robots/ab/success  {\"x\":1}"), ran.out());
    assertTrue(ran.lines().get(2).contains("Z  table-7  robots/ab"), ran.out());
    assertFalse(ran.out().contains("\u001b") || ran.out().contains("\u202e"));
    assertEquals(2, run("list", "-n", "1").lines().size());
  }

  @Test
  void a_dead_letter_is_shown_in_full() throws Exception {
    JsonNode list = new ObjectMapper().readTree(run("list", "-o", "json").out());
    String id = list.path(0).path("id").asText();

    assertTrue(run("show", id).out().contains("Why:     not UTF-8"));
    JsonNode json = new ObjectMapper().readTree(run("show", id, "-o", "json").out());
    assertEquals(2, json.path("kept_bytes").asInt());
    assertEquals("/wA=", json.path("payload_base64").asText());
    assertTrue(json.path("payload").isMissingNode());
    String other = list.path(1).path("id").asText();
    assertEquals("table-7", list.path(1).path("order").asText());
    assertTrue(run("show", other).lines().contains("Order:   table-7"), run("show", other).out());
    assertFalse(run("show", id).out().contains("Order:"));
    assertEquals(1, run("show", "99").exit());
    assertTrue(run("show", "99").err().contains("There is no dead letter 99"));
    assertEquals(2, run("show", "first").exit());
  }

  @Test
  void dead_letters_are_purged_by_age_or_all() {
    assertEquals("0 dead letters are gone.\n", run("purge", "--older-than", "1h").out());
    assertEquals(2, run("purge").exit());
    assertEquals(2, run("purge", "--all", "--older-than", "1h").exit());
    assertEquals("0 dead letters are gone.\n", run("purge", "--older-than", "36500d").out());
    assertEquals(2, run("purge", "--older-than", "999999999999d").exit());
    assertEquals("2 dead letters are gone.\n", run("purge", "--all").out());
    assertTrue(run("list").err().contains("There are no dead letters."));
    assertEquals(2, run("list", "-n", "0").exit());
  }

  private Ran run(String... arguments) {
    List<String> all = new java.util.ArrayList<>(List.of("dead-letters"));
    all.addAll(List.of(arguments));
    return Shop.ran(new Surroundings(Map.of("SMOOTHIE_DB_URL", url()), folder), all);
  }

  private String url() {
    return "jdbc:sqlite:" + folder.resolve("letters.db");
  }
}
