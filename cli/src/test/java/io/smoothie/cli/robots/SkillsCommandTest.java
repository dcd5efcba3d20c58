package io.smoothie.cli.robots;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smoothie.cli.testing.Robots;
import io.smoothie.cli.testing.Shop;
import io.smoothie.cli.testing.Shop.Ran;
import io.smoothie.workflow.RobotName;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Skills and needs, from the command line to the robot. */
class SkillsCommandTest {
  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void open() throws Exception {
    shop = new Shop(folder);
  }

  @AfterEach
  void close() throws Exception {
    shop.close();
  }

  @Test
  void skills_are_given_when_a_robot_is_added_and_set_anew_and_listed() throws Exception {
    assertEquals(0, shop.run("robots", "add", "Robot1", "--skill", "heat,blend").exit());
    assertEquals("[\"blend\",\"heat\"]", listed().path("skills").toString());
    String wide = shop.run("robots", "list", "-o", "wide").out();
    assertTrue(wide.contains("SKILLS") && wide.contains("blend,heat"), wide);

    Ran set = shop.run("robots", "set", "Robot1", "--skill", "freeze", "--skill", "heat");
    assertEquals("Robot1 has the skills freeze and heat now.\n", set.out(), set.err());
    assertEquals("[\"freeze\",\"heat\"]", listed().path("skills").toString());

    assertEquals(
        "Robot1 has no skills now.\n", shop.run("robots", "set", "Robot1", "--no-skills").out());
    assertEquals("[]", listed().path("skills").toString());
  }

  private JsonNode listed() throws Exception {
    return new ObjectMapper().readTree(shop.run("robots", "list", "-o", "json").out()).get(0);
  }

  @Test
  void wrong_skills_are_refused_with_a_sentence_and_nothing_changes() throws Exception {
    shop.run("robots", "add", "Robot1", "--skill", "heat");
    assertRefused("What they can do", "robots", "set", "Robot1");
    assertRefused("What they can do", "robots", "set", "Robot1", "--skill", "a", "--no-skills");
    assertRefused("\"a b\" is not a skill's name", "robots", "set", "Robot1", "--skill", "a b");
    assertRefused("\"\" is not a skill's name", "robots", "add", "Robot2", "--skill", "");
    assertRefused("is not a skill's name", "order", "Mango", "--needs", "x".repeat(65));
    assertRefused("is not a robot's name", "order", "Mango", "--robot", "a b");
    assertEquals("[\"heat\"]", listed().path("skills").toString());

    Ran unknown = shop.run("robots", "set", "Robot7", "--skill", "heat");
    assertEquals(1, unknown.exit());
    assertTrue(unknown.err().contains("There is no robot Robot7"), unknown.err());
  }

  private void assertRefused(String words, String... arguments) {
    Ran ran = shop.run(arguments);
    assertEquals(2, ran.exit(), ran.err());
    assertTrue(ran.err().contains(words), ran.err());
  }

  @Test
  void an_order_goes_to_a_robot_that_has_what_it_needs() throws Exception {
    shop.startWorker().run("robots", "add", "Robot1");
    shop.run("robots", "add", "Robot2", "--skill", "heat");
    shop.robots.when("Robot1", Robots.MAKES);
    shop.robots.when("Robot2", Robots.MAKES);

    Ran ran = shop.run("order", "Cocoa", "--needs", "heat", "--id", "cocoa");

    assertEquals(0, ran.exit(), ran.err());
    assertTrue(ran.out().contains("made by Robot2"), ran.out());
    String shown = shop.run("orders", "show", "cocoa").out();
    assertTrue(shown.contains("attempts 3, needs heat"), shown);
    JsonNode json =
        new ObjectMapper().readTree(shop.run("orders", "show", "cocoa", "-o", "json").out());
    assertEquals("[\"heat\"]", json.path("request").path("needs").toString());
    assertTrue(
        shop.run("order", "Cocoa", "--robot", "Robot1").out().contains("made by Robot1"),
        "by name");
  }

  @Test
  void an_order_that_no_robot_can_take_fails_at_once_and_says_how_to_mend_it() {
    shop.startWorker().run("robots", "add", "Robot1");

    Ran ran = shop.run("order", "Cocoa", "--needs", "heat");

    assertEquals(3, ran.exit(), ran.err());
    assertTrue(ran.out().contains("no robot has the skill heat"), ran.out());
    Ran named = shop.run("order", "Cocoa", "--robot", "Robot7");
    assertEquals(3, named.exit(), named.err());
    assertTrue(named.out().contains("there is no robot Robot7"), named.out());
  }

  @Test
  void an_order_whose_one_robot_is_away_waits_for_it_and_fails_when_that_is_removed() {
    shop.startWorker().run("robots", "add", "Robot1", "Robot2");
    shop.table.robots().presence(new RobotName("Robot2"), false, false);
    shop.run("order", "Cocoa", "--robot", "Robot2", "--id", "cocoa", "--detach");
    await().until(() -> shop.table.queue().length() == 1);

    await()
        .untilAsserted(
            () -> {
              String shown = shop.run("orders", "show", "cocoa").out();
              assertTrue(shown.contains("it is in the queue for Robot2, place 1"), shown);
              assertTrue(shown.contains("Robot2 said that it is away"), shown);
            });
    assertEquals(0, shop.run("robots", "remove", "Robot2").exit());
    Ran failed = shop.run("orders", "show", "cocoa", "--follow");
    assertEquals(3, failed.exit(), failed.err());
    assertTrue(failed.out().contains("there is no robot Robot2"), failed.out());
  }
}
