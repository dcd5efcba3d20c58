package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.activities.table.Overview.Minute;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a board reads, again and again. */
abstract class OverviewContract extends TableContract {
  private static final RobotName OFFLINE = new RobotName("Away");
  private static final RobotName DRAINING = new RobotName("Draining");
  private static final RobotName OUT = new RobotName("Out");
  private static final RobotName FREE = new RobotName("Zoe");

  private static final Comparator<OrderId> BY_ID = Comparator.comparing(OrderId::value);

  /** A robot of each status. */
  private void oneOfEach() {
    robots(OFFLINE, DRAINING, OUT, ROBOT1, ROBOT2, FREE);
    assertTrue(table.robots().presence(OFFLINE, false, false));
    claim(APPLE, 1, only(ROBOT1));
    telling(APPLE, 1, ROBOT1);
    clock.pass(Duration.ofSeconds(5));
    timedOut(APPLE, 1, ROBOT1);
    claim(BERRY, 1, only(ROBOT2));
    telling(BERRY, 1, ROBOT2);
    claim(CHERRY, 1, only(DRAINING));
    assertTrue(table.robots().drain(DRAINING));
    assertTrue(table.robots().drain(OUT));
  }

  @Test
  void robots_are_counted_by_the_same_word_that_is_shown_for_each() {
    oneOfEach();
    Map<RobotStatus, Integer> counted = table.overview().robotCounts();
    Map<RobotStatus, Integer> shown = new EnumMap<>(RobotStatus.class);
    table.robots().list().forEach(robot -> shown.merge(robot.status(), 1, Integer::sum));

    assertEquals(shown, counted);
    assertEquals(RobotStatus.values().length, counted.size(), counted::toString);
  }

  @Test
  void a_limit_leaves_the_broken_robots_first_then_those_at_work_and_lists_them_by_name() {
    oneOfEach();

    assertEquals(List.of(ROBOT1), names(1));
    assertEquals(List.of(DRAINING, ROBOT1, ROBOT2), names(3));
    assertEquals(
        table.robots().list().stream().map(Robot::name).toList(), names(6), "all, by name");
    assertEquals(
        List.of(APPLE, BERRY, CHERRY),
        table.overview().latestOfRobots(3).stream().map(Attempt::order).sorted(BY_ID).toList());
    assertEquals(
        List.of(APPLE), table.overview().latestOfRobots(1).stream().map(Attempt::order).toList());
  }

  @Test
  void each_minute_has_how_many_were_made_and_failed_and_how_long_they_took() {
    robots(ROBOT1);
    make(APPLE, Duration.ofSeconds(2));
    make(BERRY, Duration.ofSeconds(6));
    clock.pass(Duration.ofMinutes(2));
    claim(CHERRY, 1);
    telling(CHERRY, 1, ROBOT1);
    timedOut(CHERRY, 1, ROBOT1);

    long minute = HandClock.START.getEpochSecond() / 60;
    Minute two = new Minute(minute, 2, 0, 8_000, 6_000);
    Minute failed = new Minute(minute + 2, 0, 1, 0, 0);
    assertEquals(List.of(two, failed), table.overview().minutes(Instant.EPOCH));
    assertEquals(List.of(failed), table.overview().minutes(HandClock.START.plusSeconds(60)));
  }

  @Test
  void a_thousand_robots_and_ten_thousand_attempts_are_counted_and_listed_in_part() {
    robots(
        IntStream.range(0, 1_000).mapToObj(i -> new RobotName("R" + i)).toArray(RobotName[]::new));
    execute(
        """
        INSERT INTO attempts (order_id, claim, robot, outcome, started_at, ended_at, order_started_at)
        WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
        SELECT 'made-' || i, 1, 'R' || (i % 1000), 'succeeded', i, i + 5, i FROM n
        """);

    assertEquals(200, table.overview().robots(200).size());
    assertEquals(200, table.overview().latestOfRobots(200).size());
    assertEquals(Map.of(RobotStatus.ONLINE, 1_000), table.overview().robotCounts());
  }

  @Test
  void dead_letters_are_counted() {
    assertEquals(0, table.deadLetters().count());
    table.deadLetters().add("robots/Robot1/success", new byte[0], "not JSON");
    assertEquals(1, table.deadLetters().count());
  }

  private List<RobotName> names(int most) {
    return table.overview().robots(most).stream().map(Robot::name).toList();
  }

  private void make(OrderId order, Duration time) {
    claim(order, 1);
    telling(order, 1, ROBOT1);
    clock.pass(time);
    finish(order, 1, ROBOT1);
  }
}
