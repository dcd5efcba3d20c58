package io.smoothie.cli.snapshot;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smoothie.activities.table.RobotStatus;
import io.smoothie.cli.output.Json;
import io.smoothie.cli.testing.Robots;
import io.smoothie.cli.testing.Shop;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.temporal.TemporalConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotReaderTest {
  @TempDir Path folder;
  private Shop shop;
  private TemporalConnection temporal;
  private SnapshotReader reader;

  @BeforeEach
  void open() throws Exception {
    shop = new Shop(folder);
    temporal = shop.temporal.impatientToo();
    reader = new SnapshotReader(shop.table, temporal);
  }

  @AfterEach
  void close() {
    temporal.close();
    shop.close();
  }

  private void place(String id, String smoothie) {
    shop.orders.place(
        new OrderId(id),
        OrderRequest.of(smoothie).withStartToClose(Duration.ofMinutes(1)).withAttempts(1),
        Shop.QUEUE);
  }

  @Test
  void robots_queue_endings_and_the_last_hour_are_in_one_snapshot() throws Exception {
    assertNotNull(reader.read().noGateway());
    shop.startWorker().run("robots", "add", "Robot1");
    shop.robots.when("Robot1", Robots.MAKES);
    place("made", "Mango");
    await().until(() -> !reader.read().endings().isEmpty());
    shop.robots.when("Robot1", Robots.SILENT);
    place("slow", "<b>Straw</b>berry");
    await().until(() -> reader.read().robots(RobotStatus.WORKING) == 1);
    place("waits", "Kiwi");
    await().until(() -> reader.read().queue().length() == 1);

    Snapshot now = reader.read();
    Snapshot.RobotNow robot = now.robots().shown().get(0);
    assertEquals(new OrderId("slow"), robot.order());
    assertEquals(60, Duration.between(robot.started(), robot.deadline()).toSeconds());
    Snapshot.Waiting waiting = now.queue().first().get(0);
    assertEquals("Kiwi", waiting.smoothie());
    assertEquals(1, waiting.place());
    assertNotNull(waiting.estimateHigh());
    assertEquals("Mango", now.endings().get(0).smoothie());
    assertEquals(60, now.lastHour().size());
    assertEquals(1, now.lastHour().stream().mapToInt(Snapshot.Minute::made).sum());
    assertNull(now.noGateway());
    assertTrue(now.gateways().get(0).listening());
    JsonNode json = new ObjectMapper().readTree(Json.line(now));
    assertEquals("slow", json.at("/robots/shown/0/order").asText(), json::toString);
    assertEquals(1, json.at("/robots/by_status/WORKING").asInt(), json::toString);
    assertEquals("<b>Straw</b>berry", json.at("/robots/shown/0/smoothie").asText(), json::toString);
  }

  @Test
  void what_was_known_stays_while_temporal_and_the_table_are_away_with_since_when() {
    shop.startWorker().run("robots", "add", "Robot1");
    Snapshot before = reader.read();
    assertTrue(before.temporal().answers() && before.table().answers(), before::toString);

    shop.temporalGoesAway();
    Snapshot first = reader.read();
    assertFalse(first.temporal().answers());
    assertNotNull(first.temporal().trouble());
    assertTrue(first.table().answers());
    Snapshot second = reader.read();
    assertEquals(first.temporal().awaySince(), second.temporal().awaySince(), "since the first");

    shop.table.close();
    Snapshot third = reader.read();
    assertFalse(third.table().answers());
    assertEquals(second.robots(), third.robots());
    assertEquals(second.at(), third.at(), "when it was known");
  }

  @Test
  void one_reader_serves_all_who_look_and_rests_when_none_does() throws Exception {
    List<Snapshot> one = new CopyOnWriteArrayList<>();
    List<Snapshot> other = new CopyOnWriteArrayList<>();
    try (SnapshotFeed feed = new SnapshotFeed(reader)) {
      AutoCloseable first = feed.look(one::add);
      AutoCloseable second = feed.look(other::add);
      await().until(() -> other.size() >= 2);
      List<Snapshot> both = new ArrayList<>(one);
      both.retainAll(other);
      assertTrue(both.stream().anyMatch(other::contains), "the same objects");
      first.close();
      int seen = one.size();
      int others = other.size();
      await().until(() -> other.size() >= others + 2);
      assertTrue(one.size() <= seen + 1, "it looks no more");
      second.close();
    }
  }
}
