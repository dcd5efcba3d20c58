package io.smoothie.cli.order;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smoothie.cli.testing.Robots;
import io.smoothie.cli.testing.Shop;
import io.smoothie.cli.testing.Shop.Ran;
import io.smoothie.workflow.JobData;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotSucceeded;
import io.smoothie.workflow.temporal.Orders.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderCommandTest {
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
  void an_order_is_followed_until_it_is_made() {
    shop.startWorker().run("robots", "add", "Robot1");
    shop.robots.when("Robot1", Robots.MAKES);

    Ran ran = shop.run("order", "Strawberry Smoothie", "--id", "table-7");

    assertEquals(0, ran.exit(), ran.err());
    assertTrue(
        ran.out().matches("Strawberry Smoothie, made by Robot1 in .*s \\(order table-7\\)\\R"),
        ran.out());
    assertTrue(ran.err().startsWith("Order table-7 is placed."), ran.err());
    for (String stage :
        new String[] {
          "[x] GetRobot",
          "[x] SetRobotWorking",
          "[x] TellRobotOrder",
          "[x] SetRobotFinished",
          "[x] StateMachineFinish"
        }) {
      assertTrue(ran.err().contains(stage), ran.err());
    }
    assertFalse(ran.err().contains("\u001b"), "no colour, and nothing overwritten, in a pipe");
  }

  @Test
  void params_that_the_job_schema_refuses_are_wrong_use_and_nothing_is_placed() throws Exception {
    Path schema = Files.writeString(folder.resolve("jobs.json"), "{\"required\":[\"size\"]}");
    String[] bad = {"order", "Plum", "--id=unplaced", "--job-schema=" + schema};

    Ran ran = shop.run(bad);

    assertEquals(2, ran.exit(), ran.toString());
    assertTrue(
        ran.err().contains("is not placed: its params: required property 'size' not found"),
        ran.err());
    assertEquals(1, shop.run("orders", "show", "unplaced").exit());
    assertEquals(
        0,
        shop.run("order", "Plum", "--detach", "--param=size=l", "--job-schema=" + schema).exit());
  }

  @Test
  void params_of_all_three_options_reach_the_robot_and_its_result_is_shown() throws Exception {
    Path file = Files.writeString(folder.resolve("params.json"), "{\n  \"ice\": false\n}\n");
    shop.startWorker().run("robots", "add", "Robot1");
    shop.robots.when("Robot1", Robots.MAKES_WITH_RESULT);
    String[] order = {
      "order",
      "Green",
      "--id",
      "p",
      "--params-file",
      file.toString(),
      "--param",
      "size=l=xl",
      "--param",
      "note=",
      "--param-json",
      "{\"fruit\":[\"ü\",1.5]}"
    };

    Ran ran = shop.run(order);

    assertEquals(0, ran.exit(), ran.err());
    String params = "{\"ice\":false,\"fruit\":[\"ü\",1.5],\"size\":\"l=xl\",\"note\":\"\"}";
    assertTrue(ran.out().contains("Result: {\"told\":" + params + "}"), ran.out());
    Ran shown = shop.run("orders", "show", "p");
    assertTrue(shown.out().contains("Params: " + params), shown.out());
    assertTrue(shown.out().contains("Result: {\"told\":" + params + "}"), shown.out());
    JsonNode json =
        new ObjectMapper().readTree(shop.run("orders", "show", "p", "-o", "json").out());
    assertEquals(new ObjectMapper().readTree(params), json.path("request").path("params"));
    assertEquals(new ObjectMapper().readTree(params), json.path("result").path("told"));
    assertTrue(
        shop.run(order).err().contains("with the same contents"), "the same params are the same");
    order[order.length - 1] = "{\"fruit\":[\"ü\",1.0]}";
    Ran other = shop.run(order);
    assertEquals(1, other.exit());
    assertTrue(other.err().contains("other contents"), other.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--param=size | --param is NAME=TEXT",
        "--param==x | --param is NAME=TEXT",
        "--param-json=[1] | --param-json: is not a JSON object",
        "--param-json={ | --param-json: is not JSON",
        "--param-json={\"a\":1,\"a\":2} | Duplicate field 'a'",
        "--param=task_token=x | the params have \"task_token\"",
        "--params-file=/there/is/none | /there/is/none cannot be read",
      })
  void params_that_cannot_be_taken_are_wrong_use_and_nothing_is_placed(String option, String why) {
    Ran ran = shop.run("order", "Green", "--id", "bad", option);

    assertEquals(2, ran.exit());
    assertTrue(ran.err().contains(why), ran.err());
    assertEquals(State.NOT_FOUND, shop.orders.state(new OrderId("bad")));
  }

  @Test
  void a_param_that_is_given_twice_or_params_that_are_too_long_are_wrong_use() {
    Ran twice = shop.run("order", "Green", "--param", "a=1", "--param-json", "{\"a\":2}");
    assertEquals(2, twice.exit());
    assertTrue(twice.err().contains("--param gives the param 'a' a second time."), twice.err());

    Ran longer = shop.run("order", "Green", "--param", "a=" + "x".repeat(4096));
    assertEquals(2, longer.exit());
    assertTrue(longer.err().contains("at most 4096 are taken"), longer.err());
  }

  @Test
  void the_same_order_placed_again_is_that_order() {
    shop.startWorker().run("robots", "add", "Robot1");
    shop.robots.when("Robot1", Robots.MAKES);
    shop.run("order", "Strawberry Smoothie", "--id", "twice");

    Ran again = shop.run("order", "Strawberry Smoothie", "--id", "smoothie-twice");

    assertEquals(0, again.exit());
    assertTrue(again.err().contains("had been placed before, with the same contents"));
    assertTrue(again.out().contains("made by Robot1"));
  }

  @Test
  void an_order_that_is_due_later_is_scheduled_until_it_is_cancelled() throws Exception {
    shop.startWorker().run("robots", "add", "Robot1");

    Ran placed = shop.run("order", "Green", "--id=later", "--in=90m", "--wait-timeout=1s");

    assertEquals(8, placed.exit(), placed.err());
    assertTrue(placed.err().contains("Order later is placed, and due at "), placed.err());
    assertTrue(placed.err().contains("... it is due at "), "at once, " + placed.err());
    assertTrue(placed.out().startsWith("Green, scheduled, due in 1h29m"), placed.out());
    Ran shown = shop.run("orders", "show", "later");
    assertTrue(shown.out().contains("Order later: Green, scheduled, due in 1h"), shown.out());
    assertTrue(shown.out().contains("Now: it is due at "), shown.out());
    JsonNode json =
        new ObjectMapper().readTree(shop.run("orders", "show", "later", "-o", "json").out());
    assertEquals("scheduled", json.path("status").asText());
    assertEquals("due", json.path("waits_for").path("kind").asText());
    String due = json.path("due").asText();
    assertEquals(due, json.path("waits_for").path("until").asText());
    JsonNode listed =
        new ObjectMapper()
            .readTree(shop.run("orders", "list", "--status=scheduled", "-o=json").out());
    assertEquals(List.of("later"), listed.findValuesAsText("id"));
    assertEquals(due, listed.path(0).path("due").asText());
    assertTrue(shop.run("orders", "list").out().contains("due in 1h"));

    Ran again = shop.run("order", "Green", "--id=later", "--at=" + due, "--detach");
    assertTrue(again.err().contains("with the same contents"), again.err());
    Ran other = shop.run("order", "Green", "--id=later", "--detach");
    assertEquals(1, other.exit());
    assertTrue(other.err().contains(", due "), other.err());

    assertEquals("ACCEPTED", shop.run("orders", "cancel", "later").out().strip());
    Ran over = shop.run("orders", "show", "later", "--follow");
    assertEquals(5, over.exit(), over.out());
    assertTrue(over.out().contains("was cancelled: it was not due yet."), over.out());
    assertEquals(0, shop.table.queue().length());
  }

  @Test
  void an_order_is_made_when_it_is_due_and_placed_again_afterwards_it_is_the_same()
      throws Exception {
    shop.startWorker().run("robots", "add", "Robot1");
    shop.robots.when("Robot1", Robots.MAKES);
    String at = Instant.now().plusSeconds(4).truncatedTo(ChronoUnit.SECONDS).toString();

    Ran ran = shop.run("order", "Green", "--id=soon", "--at=" + at);

    assertEquals(0, ran.exit(), ran.err());
    assertFalse(Instant.now().isBefore(Instant.parse(at)));
    JsonNode json =
        new ObjectMapper().readTree(shop.run("orders", "show", "soon", "-o", "json").out());
    assertEquals(at, json.path("path").path(0).path("started").asText().replace(".000", ""));
    Ran again = shop.run("order", "Green", "--id=soon", "--at=" + at);
    assertEquals(0, again.exit(), again.err());
    assertTrue(again.err().contains("with the same contents"), again.err());
  }

  @Test
  void the_same_ID_with_other_contents_is_refused() {
    shop.run("order", "Strawberry Smoothie", "--id", "twice", "--detach");

    Ran other = shop.run("order", "Mango Lassi", "--id", "twice");

    assertEquals(1, other.exit());
    assertTrue(other.err().contains("with other contents (Strawberry Smoothie;"), other.err());
    assertEquals("", other.out());
  }

  @Test
  void a_detached_order_prints_its_ID_and_nothing_else_on_stdout() {
    Ran ran = shop.run("order", "Strawberry Smoothie", "--detach");

    assertEquals(0, ran.exit());
    OrderId order = new OrderId(ran.out().strip());
    assertEquals(State.RUNNING, shop.orders.state(order));
    assertTrue(ran.err().contains("smoothie orders show " + order + " --follow"));
  }

  @Test
  void a_detached_order_is_JSON_when_asked() throws Exception {
    Ran ran = shop.run("order", "Früchte ☕", "--id", "a", "--detach", "-o", "json");

    JsonNode json = new ObjectMapper().readTree(ran.out());
    assertEquals("a", json.path("id").asText());
    assertEquals("smoothie-a", json.path("workflow_id").asText());
    assertEquals("Früchte ☕", json.path("smoothie").asText());
    assertEquals("waiting", json.path("status").asText());
    assertEquals(10, json.path("request").path("start_to_close").asInt());
  }

  @Test
  void a_job_that_no_robot_can_make_is_shown_with_the_robots_details_and_frees_the_robot()
      throws Exception {
    shop.startWorker().run("robots", "add", "Robot1", "Robot2");
    String details = "{\"widest\":\"A6\"}";
    shop.robots.when("Robot1", Robots.cannot("too wide", JobData.parse(details)));

    Ran ran = shop.run("order", "Green", "--id", "wide");

    assertEquals(3, ran.exit(), ran.err());
    Ran shown = shop.run("orders", "show", "wide");
    assertTrue(shown.out().contains("Robot1 says: " + details), shown.out());
    JsonNode attempt =
        new ObjectMapper()
            .readTree(shop.run("orders", "show", "wide", "-o", "json").out())
            .path("failure")
            .path("attempts")
            .path(0);
    assertEquals(new ObjectMapper().readTree(details), attempt.path("details"));
    assertTrue(shop.run("robots", "list").out().matches("(?s).*Robot1 +ONLINE.*"));
  }

  @Test
  void a_failed_order_says_why_and_exits_with_3() {
    shop.startWorker().run("robots", "add", "Robot1");
    shop.robots.when("Robot1", Robots.NOT_SUBSCRIBED);

    Ran ran = shop.run("order", "Green", "--id", "f", "--start-to-close=1s", "--attempts=1");

    assertEquals(3, ran.exit());
    assertTrue(ran.out().contains("Green, failed after"), ran.out());
    assertTrue(ran.out().contains("nobody was subscribed"), ran.out());
    assertTrue(ran.out().contains("(RobotTimedOut)"), ran.out());
    assertTrue(ran.out().contains("smoothie orders show f"), ran.out());
    assertTrue(ran.err().contains("[!] TellRobotOrder"), ran.err());
    assertTrue(ran.err().contains("[x] SetRobotBroken"), ran.err());
  }

  @Test
  void without_a_worker_the_command_says_so_after_five_seconds_and_gives_up_when_told() {
    Ran ran = shop.run("order", "Green", "--wait-timeout=8s", "-o", "json");

    assertEquals(8, ran.exit());
    assertTrue(
        ran.err().contains("no worker has taken it for ")
            && ran.err().contains("is `smoothie worker` running on task queue smoothie-orders?"),
        ran.err());
    assertTrue(ran.out().contains("\"kind\" : \"worker\""), ran.out());
  }

  @Test
  void a_follower_says_at_once_that_a_cancel_was_accepted() throws Exception {
    shop.startWorker().run("robots", "add", "Robot1");
    var following =
        java.util.concurrent.CompletableFuture.supplyAsync(
            () -> shop.run("order", "Green", "--id=c", "--start-to-close=5m"));
    await().until(() -> shop.table.attempts().of(new OrderId("c")).size() == 1);

    assertEquals("ACCEPTED", shop.run("orders", "cancel", "c").out().strip());

    await().until(() -> shop.run("orders", "show", "c").out().contains("A cancel was accepted: "));
    shop.orders.succeeded(new OrderId("c"), RobotSucceeded.by(new RobotName("Robot1")));

    Ran ran = following.get();
    assertEquals(5, ran.exit(), ran.err());
    assertTrue(ran.err().contains("A cancel was accepted"), ran.err());
    assertTrue(ran.out().contains("Green, cancelled after"), ran.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "a\u202eb                        | bidirectional",
        "Green --start-to-close=0        | the start-to-close timeout is 0s; it goes from 1s to 1d",
        "Green --start-to-close=-5s      | is not a duration",
        "Green --start-to-close=soon     | is not a duration such as 500ms, 10s",
        "Green --start-to-close=2d       | it goes from 1s to 1d",
        "Green --start-to-close=1h       | is beyond the limit (15m)",
        "Green --limit=8d                | it goes from 1s to 7d",
        "Green --limit=999999999999d     | is too long: 36500d is the longest",
        "Green --queue-timeout=400d      | it goes from 0s to 365d",
        "Green --priority=0              | the priority is 0; it goes from 1 to 5",
        "Green --priority=6              | the priority is 6; it goes from 1 to 5",
        "Green --priority=high           | 'high' is not an int",
        "Green --attempts=0              | the number of attempts is 0; it goes from 1 to 100",
        "Green --attempts=1000           | the number of attempts is 1000",
        "Green --in=soon                 | is not a duration",
        "Green --in=-5m                  | is not a duration",
        "Green --in=367d                 | --in and --at go up to 366d from now",
        "Green --in=1h --at=2999-01-01T08:00 | give one",
        "Green --at=tomorrow             | it takes a time such as 2026-12-01T08:00",
        "Green --at=2026-13-01T08:00     | it takes a time such as",
        "Green --at=2999-01-01T08:00     | --in and --at go up to 366d from now",
        "Green --at=2020-01-01T08:00Z    | 2020-01-01 08:00:00 UTC, which has passed: nothing is placed",
        "Green --at=2020-01-01T08:00Z --id=p | which has passed: nothing is placed",
        "Green --id=a/b                  | is not an order ID",
        "Green --id=smoothie-            | is not an order ID",
        "Green --wait-timeout=x          | is not a duration",
        "Green -o yaml                   | yaml",
      })
  void bad_input_is_refused_with_a_sentence_and_exit_code_2(String arguments, String sentence) {
    String[] words = ("order " + arguments).split(" ", -1);

    Ran ran = shop.run(words);

    assertEquals(2, ran.exit(), ran.err());
    assertTrue(ran.err().contains(sentence), ran.err());
    assertEquals("", ran.out());
  }

  @Test
  void an_order_for_nothing_is_refused() {
    Ran ran = shop.run("order", "");

    assertEquals(2, ran.exit(), ran.err());
    assertTrue(ran.err().contains("the smoothie's name is empty"), ran.err());
  }

  @Test
  void a_name_that_begins_with_an_at_sign_is_a_name_and_no_file_of_arguments() throws Exception {
    Path file = Files.writeString(folder.resolve("words"), "Green");

    Ran ran = shop.run("order", "@" + file, "--detach", "-o", "json");

    assertEquals(
        "@" + file, new ObjectMapper().readTree(ran.out()).path("smoothie").asText(), ran.err());
  }

  @Test
  void an_unreachable_Temporal_is_named() {
    Ran ran = shop.run("order", "Green", "--temporal-address", "127.0.0.1:1");

    assertEquals(4, ran.exit());
    assertTrue(ran.err().contains("Temporal does not answer at 127.0.0.1:1"), ran.err());
    assertEquals("", ran.out());
  }
}
