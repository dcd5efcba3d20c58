package io.smoothie.cli.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.activities.table.RobotStatus;
import io.smoothie.cli.snapshot.Snapshot;
import io.smoothie.workflow.OrderOutcome;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BoardChangesTest {
  private static final String TIME = "2026-11-27 12:00:00 UTC  ";

  private static List<String> between(@Nullable Snapshot before, Snapshots now) {
    List<String> lines = BoardChanges.between(before, now.now());
    lines.forEach(line -> assertTrue(line.startsWith(TIME), line));
    return lines.stream().map(line -> line.substring(TIME.length())).toList();
  }

  private static Snapshots one() {
    return new Snapshots()
        .robot("Robot1", RobotStatus.WORKING, "a", "Mango", 7, "10 %")
        .gateway("gateway", true)
        .ended("over", OrderOutcome.MADE, null, null)
        .letter(1, "old");
  }

  @Test
  void at_first_all_that_is_so_is_said_but_nothing_that_is_over() {
    assertEquals(
        List.of("Gateway gateway listens", "Robot1 is WORKING, order a", "1 order waits"),
        between(null, one().waiting("b", "Kiwi", "")));
    assertEquals(
        List.of("Temporal at 127.0.0.1:7233 does not answer: refused"),
        between(null, new Snapshots().temporalAway("re\u001bfused\n")));
  }

  @Test
  void where_nothing_but_progress_and_time_left_has_changed_nothing_is_said() {
    assertEquals(
        List.of(),
        between(
            one().now(),
            new Snapshots()
                .robot("Robot1", RobotStatus.WORKING, "a", "Mango", 3, "60 %")
                .gateway("gateway", true)
                .ended("over", OrderOutcome.MADE, null, null)
                .letter(1, "old")));
  }

  @Test
  void each_change_has_its_line() {
    assertEquals(
        List.of(
            "The table at shop.db does not answer: locked",
            "No robot is told: nobody listens",
            "Gateway gateway does not listen",
            "Order x made by Robot1, 10s after it was due: Mango",
            "Order y failed, last with Robot1, 10s after it was due: Mango; RobotTimedOut: late",
            "Robot1 is BROKEN, no answer, order a",
            "Robot2 is ONLINE",
            "2 orders wait",
            "Dead letter 2, robots/Robot1/success: new"),
        between(
            one().now(),
            new Snapshots()
                .tableAway("locked")
                .noGateway("nobody listens")
                .gateway("gateway", false)
                .ended("over", OrderOutcome.MADE, null, null)
                .ended("x", OrderOutcome.MADE, null, null)
                .ended("y", OrderOutcome.FAILED, "RobotTimedOut", "late")
                .robot("Robot1", RobotStatus.BROKEN, "a", "Mango", null, "no answer")
                .robot("Robot2", RobotStatus.ONLINE)
                .waiting("b", "Kiwi", "")
                .waiting("c", "Kiwi", "")
                .letter(1, "old")
                .letter(2, "new")));
  }

  @Test
  void what_is_over_again_is_said() {
    Snapshot before =
        one().waiting("b", "Kiwi", "").temporalAway("refused").tableAway("locked").now();
    assertEquals(
        List.of(
            "Temporal at 127.0.0.1:7233 answers again",
            "The table at shop.db answers again",
            "Robot1 is no longer in the table",
            "0 orders wait"),
        between(
            before,
            new Snapshots()
                .gateway("gateway", true)
                .ended("over", OrderOutcome.MADE, null, null)
                .letter(1, "old")));
  }

  @Test
  void of_many_robots_one_that_is_not_shown_is_not_said_to_be_gone() {
    assertEquals(
        List.of("Robot2 is ONLINE"),
        between(
            new Snapshots().robot("Robot1", RobotStatus.ONLINE).moreRobots(200).now(),
            new Snapshots().robot("Robot2", RobotStatus.ONLINE).moreRobots(200)));
  }

  @Test
  void endings_that_came_faster_than_they_were_read_are_said_to_be_more() {
    Snapshots before = new Snapshots().ended("known", OrderOutcome.MADE, null, null);
    Snapshots now = new Snapshots();
    IntStream.range(0, 20).forEach(i -> now.ended("new" + i, OrderOutcome.MADE, null, null));
    List<String> said = between(before.now(), now);
    assertEquals("More orders may have ended than these:", said.get(0));
    assertTrue(said.get(1).startsWith("Order new0 made"), said::toString);
    assertEquals(21, said.size());
  }
}
