package io.smoothie.cli.doctor;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.testing.Shop;
import io.smoothie.cli.testing.Shop.Ran;
import io.smoothie.cli.testing.StayingCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor} and {@code status}, beside a whole shop and beside nothing. */
class DoctorTest {
  private static final String READY = "as they pass the broker";
  private static final List<String> NOTHING_THERE =
      List.of("--temporal-address=127.0.0.1:1", "--mqtt-url=mqtt://127.0.0.1:1");

  @TempDir Path home;

  @Test
  void a_shop_in_order_is_well_and_a_trial_order_is_made_and_leaves_no_robot() throws Exception {
    Surroundings user = new Surroundings(Map.of(), home.resolve("state"));
    try (StayingCommand up = up(user, "Robot1,Robot2").says(READY)) {
      Ran doctor = Shop.ran(user, List.of("doctor", "--order"));

      assertEquals(0, doctor.exit(), doctor.out() + doctor.err());
      for (String part : List.of("Temporal", "broker", "table", "gateways", "robots", "order")) {
        assertTrue(doctor.out().contains("[x] " + part), part + " in\n" + doctor.out());
      }
      assertTrue(doctor.out().contains("(the running up)"), doctor.out());
      assertTrue(doctor.out().endsWith("An order would work.\n"), doctor.out());
      String robots = Shop.ran(user, List.of("robots", "list", "-o", "json")).out();
      assertFalse(robots.contains("doctor-"), robots);
      assertFalse(up.text().contains("Stopping"), up.text());
    }
  }

  @Test
  void a_shop_without_a_robot_that_serves_would_let_an_order_wait() throws Exception {
    Surroundings user = new Surroundings(Map.of(), home.resolve("state"));
    try (StayingCommand up = up(user, "Robot1").says(READY)) {
      assertEquals(0, Shop.ran(user, List.of("robots", "drain", "Robot1")).exit());

      Ran doctor = Shop.ran(user, List.of("doctor"));

      assertEquals(1, doctor.exit(), doctor.out());
      assertTrue(doctor.out().contains("[!] robots    1 OUT_OF_SERVICE"), doctor.out());
      assertTrue(doctor.out().endsWith("An order would not work now.\n"), doctor.out());
      assertFalse(up.text().contains("Stopping"), up.text());
    }
  }

  @Test
  void a_trial_makes_no_order_of_a_customer_that_waits() throws Exception {
    Surroundings user = new Surroundings(Map.of(), home.resolve("state"));
    try (StayingCommand up = up(user, "Robot1").says(READY)) {
      assertEquals(0, Shop.ran(user, List.of("robots", "drain", "Robot1")).exit());
      assertEquals(0, Shop.ran(user, List.of("order", "Kiwi", "--id=kiwi", "--detach")).exit());
      awaitInQueue(user, "kiwi");

      Ran doctor = Shop.ran(user, List.of("doctor", "--order"));

      assertTrue(doctor.out().contains("[x] order"), doctor.out() + doctor.err());
      assertEquals(1, doctor.exit(), "no robot serves: " + doctor.out());
      awaitInQueue(user, "kiwi");
      assertFalse(up.text().contains("smoothie-kiwi"), up.text());
    }
  }

  @Test
  void a_trial_that_is_stopped_leaves_no_robot_and_no_order_that_runs() throws Exception {
    Surroundings user = new Surroundings(Map.of(), home.resolve("state"));
    try (StayingCommand up = up(user, "Robot1").says(READY)) {
      List<String> list = List.of("robots", "list");
      try (StayingCommand doctor =
          new StayingCommand(user, "doctor", "--order", "--task-queue=without-a-worker")) {
        doctor.says("[x] robots");
        await().until(() -> Shop.ran(user, list).out().contains("doctor-"));

        assertEquals(130, doctor.interrupt());
      }
      assertFalse(Shop.ran(user, list).out().contains("doctor-"));
      assertFalse(up.text().contains("Stopping"), up.text());
    }
  }

  @Test
  void each_part_that_does_not_answer_is_named_with_what_to_do() throws Exception {
    Ran doctor = alone("doctor", "-o", "json", "--order");

    assertEquals(4, doctor.exit(), doctor.err());
    JsonNode findings = new ObjectMapper().readTree(doctor.out());
    assertFalse(findings.path("works").booleanValue());
    assertEquals("bad", verdict(findings, "Temporal"));
    assertEquals("bad", verdict(findings, "broker"));
    assertEquals("good", verdict(findings, "table"));
    assertEquals("bad", verdict(findings, "gateways"));
    assertEquals("bad", verdict(findings, "robots"));
    assertTrue(named(findings.path("checks"), "order").isMissingNode(), doctor.out());
    assertEquals(
        "--temporal-address", named(findings.path("settings"), "Temporal").path("origin").asText());
    assertEquals("default", named(findings.path("settings"), "task queue").path("origin").asText());
  }

  @Test
  void passwords_are_not_shown() {
    Ran doctor =
        Shop.ran(
            new Surroundings(
                Map.of("SMOOTHIE_MQTT_URL", "mqtt://shop:s3cret@127.0.0.1:1"),
                home.resolve("state")),
            List.of("doctor", "--temporal-address=127.0.0.1:1"));

    assertEquals(4, doctor.exit());
    assertFalse((doctor.out() + doctor.err()).contains("s3cret"), doctor.out());
    assertTrue(doctor.out().contains("(SMOOTHIE_MQTT_URL)"), doctor.out());
  }

  @Test
  void status_says_what_is_up_the_robots_the_queue_and_what_failed_in_the_last_hour()
      throws Exception {
    Surroundings user = new Surroundings(Map.of(), home.resolve("state"));
    try (StayingCommand up = up(user, "Robot1").says(READY)) {
      Ran failed =
          Shop.ran(user, List.of("order", "Banana", "--robot", "Robot9", "--id", "nobody"));
      assertEquals(3, failed.exit(), failed.err());
      assertEquals(0, Shop.ran(user, List.of("robots", "drain", "Robot1")).exit());
      assertEquals(0, Shop.ran(user, List.of("order", "Kiwi", "--detach")).exit());
      awaitInQueue(user, "OUT_OF_SERVICE");

      Ran status = Shop.ran(user, List.of("status"));
      JsonNode json =
          new ObjectMapper().readTree(Shop.ran(user, List.of("status", "-o", "json")).out());

      assertEquals(1, status.exit(), "no robot serves: " + status.out());
      assertTrue(status.out().contains("queue     1 order waits, the oldest for "), status.out());
      assertTrue(
          status.out().contains("failures  in the last hour: 1 NoRobotAvailable"), status.out());
      assertEquals(1, json.path("robots").path("OUT_OF_SERVICE").asInt(), json.toString());
      assertEquals(1, json.path("waiting").asInt(), json.toString());
      assertFalse(up.text().contains("Stopping"), up.text());
    }
  }

  @Test
  void a_watched_status_is_said_until_it_is_stopped() throws Exception {
    Surroundings alone =
        new Surroundings(
            Map.of("TEMPORAL_ADDRESS", "127.0.0.1:1", "SMOOTHIE_MQTT_URL", "mqtt://127.0.0.1:1"),
            home.resolve("state"));
    try (StayingCommand status = new StayingCommand(alone, "status", "--watch")) {
      status.says("failures  none in the last hour");

      assertEquals(130, status.interrupt());
    }
  }

  private static void awaitInQueue(Surroundings user, String words) {
    await().until(() -> Shop.ran(user, List.of("queue", "list")).out().contains(words));
  }

  private static String verdict(JsonNode findings, String name) {
    return named(findings.path("checks"), name).path("verdict").asText();
  }

  private static JsonNode named(JsonNode all, String name) {
    return StreamSupport.stream(all.spliterator(), false)
        .filter(one -> one.path("name").asText().equals(name))
        .findFirst()
        .orElse(com.fasterxml.jackson.databind.node.MissingNode.getInstance());
  }

  private Ran alone(String... words) {
    List<String> all = new java.util.ArrayList<>(List.of(words));
    all.addAll(NOTHING_THERE);
    return Shop.ran(new Surroundings(Map.of(), home.resolve("state")), all);
  }

  private StayingCommand up(Surroundings user, String robots) {
    return StayingCommand.up(
        user,
        home.resolve("data"),
        "--ui-port=0",
        "--board-port=0",
        "--make-time=100ms",
        "--robots=" + robots);
  }
}
