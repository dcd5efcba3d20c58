package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Schedules of a real Temporal server, by our command line. */
@RealTier
class SchedulesRealTest {
  private final String name = "s" + UUID.randomUUID();

  @Test
  void an_order_that_a_schedule_places_is_made_and_found_and_the_schedule_is_paused_and_deleted(
      Shop shop) {
    shop.open("Robot1");
    shop.simulatedRobot("Robot1", "--make-time", "100ms");
    String made =
        said(
            shop,
            0,
            "create",
            name,
            "Green",
            "--cron=0 8 1 1 *",
            "--time-zone=Europe/Paris",
            "--priority=2",
            "--param=size=large");
    assertTrue(made.contains("cron 0 8 1 1 * Europe/Paris, first at "), made);
    assertTrue(made.contains("-01-01 07:00:00 UTC; overlap: skip."), made);

    temporal(shop, "schedule", "trigger", "--schedule-id", name);
    await("its order").until(() -> listed(shop).has("last_order"));
    JsonNode schedule = listed(shop);
    assertEquals(1, schedule.path("placed").asInt(), schedule.toString());
    assertEquals("Green", schedule.path("smoothie").asText());
    assertEquals("large", schedule.path("request").path("params").path("size").asText());
    String order = schedule.path("last_order").asText();
    assertTrue(
        order.matches(name + "-\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"), schedule.toString());
    ChildProcess followed = shop.smoothie("orders", "show", order, "--follow");
    assertEquals(0, followed.awaitEnd(), followed::output);
    assertTrue(followed.output().contains("priority 2"), followed::output);
    await("Temporal's list")
        .until(
            () ->
                shop.found("OrderPriority = 2 AND OrderStatus = 'made'")
                    .contains("smoothie-" + order));

    said(shop, 0, "pause", name);
    await("the list").until(() -> listed(shop).path("paused").asBoolean());
    said(shop, 0, "resume", name);
    await("the list").until(() -> !listed(shop).path("paused").asBoolean());
    said(shop, 0, "delete", name);
    await("the list").until(() -> listed(shop).isMissingNode());
    for (String command : List.of("pause", "resume", "delete")) {
      assertTrue(said(shop, 1, command, name).contains("There is no schedule " + name));
    }
  }

  @Test
  void what_temporal_does_not_take_is_said_and_so_is_a_name_that_is_taken(Shop shop) {
    assertTrue(
        said(shop, 2, "create", name, "Green", "--cron=every morning")
            .contains("Temporal does not take schedule " + name));
    assertTrue(
        said(shop, 2, "create", name, "Green", "--cron=@daily", "--time-zone=Mars/Olympus")
            .contains("Mars/Olympus"));
    said(shop, 0, "create", name, "Green", "--every=30d", "--overlap=allow-all");
    assertTrue(
        said(shop, 1, "create", name, "Green", "--every=30d")
            .contains("There is a schedule " + name + " already"));
    await("the list").until(() -> !listed(shop).isMissingNode());
    assertEquals("every 30d", listed(shop).path("when").asText());
    assertEquals("allow-all", listed(shop).path("overlap").asText());
    ChildProcess text = shop.smoothie("schedules", "list");
    assertEquals(0, text.awaitEnd(), text::output);
    assertTrue(text.output().contains(name), text::output);
    said(shop, 0, "delete", name);
  }

  private static String said(Shop shop, int exit, String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "schedules";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    ChildProcess process = shop.smoothie(command);
    assertEquals(exit, process.awaitEnd(), process::output);
    return process.output();
  }

  private static void temporal(Shop shop, String... arguments) {
    ChildProcess process = shop.temporal(arguments);
    assertEquals(0, process.awaitEnd(), process::output);
  }

  /** The missing node when it is not listed. */
  private JsonNode listed(Shop shop) {
    ChildProcess process = shop.smoothie("schedules", "list", "-o", "json");
    assertEquals(0, process.awaitEnd(), process::output);
    try {
      for (JsonNode schedule : new ObjectMapper().readTree(process.output())) {
        if (schedule.path("name").asText().equals(name)) {
          return schedule;
        }
      }
      return MissingNode.getInstance();
    } catch (JsonProcessingException e) {
      throw new AssertionError(process.output(), e);
    }
  }
}
