package io.smoothie.cli.robots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smoothie.activities.table.HeardProgress;
import io.smoothie.cli.testing.Shop;
import io.smoothie.cli.testing.Shop.Ran;
import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.ClaimRequest;
import io.smoothie.workflow.OrderActivities.BrokenRequest;
import io.smoothie.workflow.OrderActivities.FinishRequest;
import io.smoothie.workflow.OrderActivities.TellOutcome;
import io.smoothie.workflow.OrderActivities.TellRequest;
import io.smoothie.workflow.OrderActivities.TellResult;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code robots show}, and what {@code robots list} says of the same robots. */
class ShowRobotCommandTest {
  private static final RobotName ROBOT1 = new RobotName("Robot1");

  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void open() throws Exception {
    shop = new Shop(folder);
    shop.table.robots().add(List.of(ROBOT1), Skills.ofText("blend heat"));
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void a_robot_at_work_shows_its_order_the_smoothie_the_time_left_and_what_it_says() {
    shop.table.robots().presence(ROBOT1, true, false);
    tell("table-7", "Strawberry\u001b Smoothie", Duration.ofHours(2));
    shop.table
        .attempts()
        .heard(
            List.of(
                new HeardProgress(
                    new OrderId("table-7"), ROBOT1, 40, "blending", System.nanoTime())));

    String shown = shop.run("robots", "show", "Robot1").out();

    assertTrue(shown.startsWith("Robot Robot1: WORKING since "), shown);
    assertShows(shown, "Order: +table-7: Strawberry Smoothie, 1h59m left, until .* UTC");
    assertShows(shown, "Connected: +yes, as it said at .* UTC \\(\\d+s ago\\)");
    assertShows(shown, "Says: +40 %, blending, at .*");
    assertShows(shown, "Skills: +blend, heat");
    assertFalse(shown.contains("Failures:"), shown);
    assertFalse(shown.contains("What you can do"), shown);
    String listed = shop.run("robots", "list").lines().get(1);
    assertTrue(
        listed.matches(
            "Robot1  WORKING  \\S+Z +yes +table-7  Strawberry Smoothie, 1h59m left; 40 %,"
                + " blending"),
        listed);
  }

  @Test
  void a_robot_that_is_not_told_yet_says_so() {
    claim("table-7");

    assertShows(shop.run("robots", "show", "Robot1").out(), "Order: +table-7: not told yet");
    assertTrue(shop.run("robots", "list").out().contains("table-7  not told yet"));
  }

  @Test
  void a_broken_robot_shows_over_which_order_why_its_failures_and_what_to_do() throws Exception {
    tell("good", "Green", Duration.ofSeconds(10));
    shop.table.claims().finish(new FinishRequest(new OrderId("good"), 1, ROBOT1));
    tell("bad", "Red", Duration.ofSeconds(10));
    shop.table
        .claims()
        .broken(
            new BrokenRequest(
                new OrderId("bad"), 1, ROBOT1, AttemptOutcome.FAILED, "no milk \u001b[31m"));
    shop.table.attempts().answered(new OrderId("bad"), ROBOT1);

    String shown = shop.run("robots", "show", "Robot1").out();

    assertTrue(shown.startsWith("Robot Robot1: BROKEN since "), shown);
    assertShows(shown, "Order: +bad: Red, over which it broke");
    assertShows(shown, "Why: +no milk \\[31m");
    assertShows(shown, "Connected: +it has never said so, and counts as being there");
    assertShows(shown, "Make time: +\\S+ \\(median\\), \\S+ \\(90th percentile\\) of 1 order");
    assertShows(shown, "Failures: +1 of 2 attempts \\(50.0 %\\) since .* UTC: 1 failed");
    assertShows(shown, "Other: +1 answer that changed nothing");
    assertShows(shown, "\\S+Z +failed +\\S+ +bad +Red +no milk \\[31m; answered 1 more time");
    assertShows(shown, "smoothie robots repair Robot1");

    JsonNode json = json("robots", "show", "Robot1", "-n", "1", "-o", "json");
    assertEquals("BROKEN", json.path("status").asText());
    assertEquals("bad", json.path("broken_by").asText());
    assertEquals("Red", json.path("smoothie").asText());
    assertEquals(2, json.path("attempts_kept").asInt());
    assertEquals(0.5, json.path("failure_rate").asDouble());
    assertEquals("{\"succeeded\":1,\"failed\":1}", json.path("outcomes").toString());
    assertTrue(json.path("make_time_p90").isNumber());
    assertEquals(1, json.path("attempts").size());
    assertEquals("bad", json.path("attempts").path(0).path("order").asText());
    assertTrue(json.path("deadline").isMissingNode(), "of an attempt that is over");
  }

  @Test
  void a_robot_that_has_done_nothing_yet_has_no_figures() throws Exception {
    String shown = shop.run("robots", "show", "Robot1").out();

    assertFalse(shown.contains("Failures:"), shown);
    assertFalse(shown.contains("Attempts"), shown);
    JsonNode json = json("robots", "show", "Robot1", "-o", "json");
    assertEquals(0, json.path("attempts_kept").asInt());
    assertTrue(json.path("failure_rate").isMissingNode());
    assertEquals("[\"blend\",\"heat\"]", json.path("skills").toString());
  }

  @Test
  void an_unknown_robot_and_bad_input_get_a_sentence() {
    shop.assertRefused(
        1, "There is no robot Robot9: smoothie robots list", "robots", "show", "Robot9");
    shop.assertRefused(2, "is not a robot's name", "robots", "show", "a/b");
    shop.assertRefused(2, "-n is 0; it goes from 1 to 1000", "robots", "show", "R", "-n", "0");
    shop.assertRefused(2, "NAME", "robots", "show");
    shop.assertRefused(2, "idle", "robots", "list", "--status", "idle");
  }

  @Test
  void the_list_can_be_of_some_statuses_and_of_names_alone() throws Exception {
    shop.table.robots().add(List.of(new RobotName("Robot2"), new RobotName("Robot3")));
    claim("table-7");
    shop.table.robots().presence(new RobotName("Robot3"), false, false);

    Ran some = shop.run("robots", "list", "--status", "working,OFFLINE", "-q");
    assertEquals("Robot1\nRobot3\n", some.out());
    assertEquals("", some.err());
    assertEquals("Robot2\n", shop.run("robots", "list", "--status=online", "-q").out());
    JsonNode json = json("robots", "list", "--status=offline", "-o", "json");
    assertEquals(1, json.size());
    assertFalse(json.path(0).path("connected").asBoolean(true));
    Ran none = shop.run("robots", "list", "--status", "broken");
    assertEquals("", none.out());
    assertTrue(none.err().startsWith("There are no such robots."), none.err());
  }

  private static void assertShows(String shown, String line) {
    assertTrue(shown.lines().map(String::strip).anyMatch(each -> each.matches(line)), shown);
  }

  private JsonNode json(String... command) throws Exception {
    return new ObjectMapper().readTree(shop.run(command).out());
  }

  private void claim(String order) {
    shop.table.claims().claim(new ClaimRequest(new OrderId(order), 1, 3, Instant.EPOCH, false));
  }

  private void tell(String order, String smoothie, Duration startToClose) {
    claim(order);
    shop.table.gateways().listening("gateway", true);
    TellResult told = new TellResult(TellOutcome.TOLD, null);
    assertEquals(
        told,
        shop.table
            .claims()
            .tell(
                new TellRequest(new OrderId(order), 1, ROBOT1, smoothie, startToClose, null, null),
                () -> told));
  }
}
