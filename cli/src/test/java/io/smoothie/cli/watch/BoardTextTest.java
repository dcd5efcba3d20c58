package io.smoothie.cli.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.activities.table.RobotStatus;
import io.smoothie.cli.output.Look;
import io.smoothie.cli.snapshot.Snapshot;
import io.smoothie.workflow.OrderOutcome;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoardTextTest {
  private static final String UUID = "12345678-90ab-cdef-1234-567890abcdef";

  private static List<String> lines(Snapshot snapshot, int rows, int columns) {
    return new BoardText(Look.PLAIN, columns).lines(snapshot, rows);
  }

  private static Snapshots busy() {
    return new Snapshots()
        .robot("Robot1", RobotStatus.BROKEN, UUID, "Lime", null, "no answer in 10s")
        .robot("Robot2", RobotStatus.WORKING, "works", "Mango", 7, "40 %, blending")
        .robot("Robot3", RobotStatus.OFFLINE)
        .waiting("waits", "Kiwi", "3s to 5s to go")
        .ended("old", OrderOutcome.MADE, null, null)
        .ended("bad", OrderOutcome.FAILED, "RobotTimedOut", "Robot1 did not answer")
        .lastMinutes(1, 3)
        .letter(7, "no such order")
        .gateway("gateway-a", true)
        .gateway("gateway-b", false);
  }

  @Test
  void an_empty_shop_has_a_page_of_any_width() {
    List<String> page =
        new BoardText(new Look(false, false, 80), 60).lines(new Snapshots().now(), 30);

    assertTrue(page.contains("QUEUE 0"), page::toString);
  }

  @Test
  void a_page_has_robots_queue_endings_the_last_hour_dead_letters_and_gateways() {
    assertEquals(
        List.of(
            "Smoothie at 2026-11-27 12:00:00 UTC; q or Ctrl-C ends it",
            "ROBOTS 3: 1 BROKEN, 1 WORKING, 1 OFFLINE",
            "  Robot1  BROKEN   for 1m30s  no answer in 10s; Lime; order " + UUID,
            "  Robot2  WORKING  for 1m30s  7s left; 40 %, blending; Mango; order works",
            "  Robot3  OFFLINE  for 1m30s",
            "QUEUE 1: the oldest waits for 20s",
            "  1  waits  for 20s  3s to 5s to go; Kiwi",
            "LATEST ENDINGS",
            "  1m ago  failed  bad  RobotTimedOut; Robot1; after 10s; Mango; Robot1 did not answer",
            "  1m ago  made    old  Robot1; after 10s; Mango",
            "LAST HOUR: 4 made, 1 attempt failed; a make takes 3.5s, the slowest 4.0s",
            "  a minute    " + " ".repeat(58) + "-#  up to 3",
            "  make time   " + " ".repeat(58) + "=#  up to 4.0s",
            "DEAD LETTERS 1",
            "  5s ago  robots/Robot1/success  no such order",
            "GATEWAYS 2: 1 listening",
            "  gateway-a listens for 10m",
            "  gateway-b does not listen, seen last 30s ago"),
        lines(busy().now(), 18, 120));
  }

  @Test
  void sections_stand_apart_where_there_is_room() {
    List<String> lines = lines(busy().now(), 24, 120);
    assertEquals(24, lines.size());
    assertEquals(6, lines.stream().filter(String::isEmpty).count());
    assertEquals("", lines.get(1));
  }

  @Test
  void an_empty_shop_has_its_headings() {
    assertEquals(
        List.of(
            "ROBOTS 0",
            "QUEUE 0",
            "LATEST ENDINGS",
            "LAST HOUR: 0 made, 0 attempts failed",
            "DEAD LETTERS 0",
            "GATEWAYS 0: 0 listening"),
        lines(new Snapshots().now(), 7, 80).subList(1, 7));
  }

  @Test
  void where_there_is_little_room_what_matters_most_comes_first_and_the_rest_is_counted() {
    Snapshots many = new Snapshots().moreRobots(100).moreWaiters(5).gateway("gateway", true);
    IntStream.range(0, 30).forEach(i -> many.robot("Free" + i, RobotStatus.ONLINE));
    many.robot("Works", RobotStatus.WORKING).robot("Broken", RobotStatus.BROKEN);
    IntStream.range(0, 20).forEach(i -> many.waiting("order" + i, "Mango", ""));
    IntStream.range(0, 20).forEach(i -> many.ended("over" + i, OrderOutcome.MADE, null, null));

    List<String> lines = lines(many.now(), 17, 120);
    assertEquals(17, lines.size());
    assertTrue(lines.get(2).contains("Broken  BROKEN"), lines::toString);
    assertTrue(lines.get(3).contains("Works   WORKING"), lines::toString);
    assertEquals("  … and 130 more", lines.get(4));
    assertEquals("  … and 23 more", lines.get(8));
    assertEquals("  … and 18 more", lines.get(12));
    assertEquals("GATEWAYS 1: 1 listening", lines.get(15));
    assertEquals("  gateway listens for 10m", lines.get(16));

    for (int rows = 1; rows < 100; rows++) {
      List<String> fewer = lines(many.now(), rows, 120);
      assertTrue(fewer.size() <= rows, () -> fewer.size() + " lines");
      assertTrue(fewer.get(0).startsWith("Smoothie at"), fewer::toString);
    }
  }

  @Test
  void where_all_fits_robots_stand_by_name() {
    List<String> lines =
        lines(
            new Snapshots().robot("A", RobotStatus.ONLINE).robot("B", RobotStatus.BROKEN).now(),
            40,
            120);
    assertTrue(lines.get(3).contains("A  ONLINE"), lines::toString);
    assertTrue(lines.get(4).contains("B  BROKEN"), lines::toString);
  }

  @Test
  void on_a_narrow_screen_ids_and_names_are_shortened() {
    Snapshots snapshot =
        new Snapshots()
            .robot("A-robot-with-a-long-name", RobotStatus.WORKING, UUID, "Mango", 7, "")
            .waiting(UUID, "Kiwi", "");
    String narrow = String.join("\n", lines(snapshot.now(), 30, 60));
    assertTrue(
        narrow.contains("A-robot-with…  WORKING  for 1m30s  7s left; Mango; order 12345678-90a…"),
        narrow);
    assertTrue(narrow.contains("1  12345678-90a…  for 20s  Kiwi"), narrow);
    assertTrue(String.join("\n", lines(snapshot.now(), 30, 100)).contains(UUID));
  }

  @Test
  void the_charts_show_the_latest_minutes_that_fit() {
    String line =
        lines(busy().now(), 30, 60).stream()
            .filter(l -> l.contains("a minute"))
            .findFirst()
            .orElseThrow();
    assertTrue(line.endsWith("-#  up to 3") && line.length() <= 60, line);
    assertTrue(lines(busy().now(), 30, 10).stream().anyMatch(l -> l.contains("#  up to 3")));
  }

  @Test
  void what_is_away_is_said_above_all_with_since_when_and_what_was_known_stays() {
    List<String> lines =
        lines(
            busy()
                .temporalAway("connection\n refused\u001b")
                .tableAway("it is locked")
                .noGateway("no gateway listens since 11:50:00 UTC")
                .now(),
            5,
            120);
    assertEquals(
        List.of(
            "Temporal at 127.0.0.1:7233 is away since 2026-11-27 11:59:30 UTC, this is what it said"
                + " last: connection refused",
            "The table at shop.db is away since 2026-11-27 11:59:30 UTC, this is what it said last:"
                + " it is locked",
            "No robot is told: no gateway listens since 11:50:00 UTC",
            "ROBOTS 3: 1 BROKEN, 1 WORKING, 1 OFFLINE"),
        lines.subList(1, 5));
  }

  @Test
  void without_colour_there_is_no_escape_code_and_with_it_each_status_has_its_own() {
    assertFalse(String.join("", lines(busy().now(), 40, 120)).contains("\u001b"));
    String lit = String.join("\n", new BoardText(Look.LIT, 120).lines(busy().now(), 40));
    assertTrue(lit.contains(Look.LIT.paint(Look.Ink.BAD, "BROKEN")), lit);
    assertTrue(lit.contains(Look.LIT.paint(Look.Ink.NOW, "1 WORKING")), lit);
    assertTrue(lit.contains("▃█"), lit);
  }
}
