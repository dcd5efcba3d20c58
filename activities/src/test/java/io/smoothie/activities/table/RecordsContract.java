package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.temporal.TemporalNamespace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the table keeps beside robots and orders. */
abstract class RecordsContract extends TableContract {
  private static final byte[] PAYLOAD = {1, 0, -1};

  @Test
  void a_dead_letter_is_kept_as_it_came() {
    table.deadLetters().add("robots/Robot1/success", PAYLOAD, "not\nJSON");
    DeadLetter letter = table.deadLetters().list(10).get(0);
    assertEquals("robots/Robot1/success", letter.topic());
    assertArrayEquals(PAYLOAD, letter.payload());
    assertEquals("not JSON", letter.reason());
    assertEquals(HandClock.START, letter.at());
    assertEquals(letter, table.deadLetters().find(letter.id()).orElseThrow());
    assertTrue(table.deadLetters().find(letter.id() + 1).isEmpty());
  }

  @Test
  void a_dead_letter_is_found_by_the_order_it_is_about() {
    table.deadLetters().add("first", PAYLOAD, "", APPLE);
    table.deadLetters().add("of none", PAYLOAD, "");
    table.deadLetters().add("of another", PAYLOAD, "", BERRY);
    table.deadLetters().add("second", PAYLOAD, "", APPLE);
    table.deadLetters().add("third", PAYLOAD, "", APPLE);

    assertEquals(List.of("first", "second", "third"), topics(table.deadLetters().of(APPLE, 9)));
    assertEquals(List.of("second", "third"), topics(table.deadLetters().of(APPLE, 2)));
    assertEquals(List.of(), topics(table.deadLetters().of(CHERRY, 9)));
    assertEquals(APPLE, table.deadLetters().list(1).get(0).order());
    assertNull(table.deadLetters().list(4).get(3).order());
  }

  private static List<String> topics(List<DeadLetter> letters) {
    return letters.stream().map(DeadLetter::topic).toList();
  }

  @Test
  void parts_of_a_dead_letter_that_are_too_long_are_cut() {
    table.deadLetters().add("t".repeat(60_000), new byte[1 << 20], "r".repeat(60_000));
    DeadLetter letter = table.deadLetters().list(1).get(0);
    assertEquals(512, letter.topic().length());
    assertEquals(DeadLetters.MAX_PAYLOAD, letter.payload().length);
    assertEquals(512, letter.reason().length());
  }

  @Test
  void a_long_topic_is_cut_between_two_characters() {
    table.deadLetters().add("t" + "\uD83E\uDD64".repeat(300), PAYLOAD, "");

    String topic = table.deadLetters().list(1).get(0).topic();
    assertEquals("t" + "\uD83E\uDD64".repeat(255), topic);
  }

  @Test
  void dead_letters_are_bounded_in_number() {
    table.deadLetters().add("first", PAYLOAD, "");
    execute(
        """
        INSERT INTO dead_letters (at, topic, payload, reason)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
        SELECT ?, 'many', ?, '' FROM n
        """,
        DeadLetters.MAX_LETTERS - 1,
        clock.millis(),
        new byte[] {0});
    assertEquals(DeadLetters.MAX_LETTERS, table.deadLetters().list(20_000).size());
    table.deadLetters().add("last", PAYLOAD, "");
    List<DeadLetter> letters = table.deadLetters().list(20_000);
    assertEquals(DeadLetters.MAX_LETTERS, letters.size());
    assertEquals("last", letters.get(0).topic());
    assertEquals("many", letters.get(letters.size() - 1).topic());
  }

  @Test
  void dead_letters_are_bounded_in_age_and_purged_by_it() {
    table.deadLetters().add("old", PAYLOAD, "");
    clock.pass(DeadLetters.MAX_AGE);
    table.deadLetters().add("new", PAYLOAD, "");
    assertEquals("new", table.deadLetters().list(10).get(0).topic());
    assertEquals(1, table.deadLetters().list(10).size());
    clock.pass(Duration.ofHours(1));
    assertEquals(0, table.deadLetters().purge(Duration.ofHours(2)));
    assertEquals(1, table.deadLetters().purge(Duration.ZERO));
    assertEquals(List.of(), table.deadLetters().list(10));
  }

  @Test
  void a_lease_is_held_by_one_until_it_runs_out() {
    Duration length = Duration.ofSeconds(30);
    assertTrue(table.leases().take("reaper", "one", length));
    assertFalse(table.leases().take("reaper", "two", length));
    assertTrue(table.leases().take("other", "two", length));
    clock.pass(Duration.ofSeconds(20));
    assertTrue(table.leases().take("reaper", "one", length), "prolonged");
    clock.pass(Duration.ofSeconds(20));
    assertFalse(table.leases().take("reaper", "two", length));
    clock.pass(Duration.ofSeconds(10));
    assertTrue(table.leases().take("reaper", "two", length));
    assertFalse(table.leases().take("reaper", "one", length));
  }

  @Test
  void the_table_belongs_to_the_first_namespace_by_its_ID_wherever_that_answers() {
    table.belongTo(temporal("default", "id-1", "one:7233"));
    table.belongTo(temporal("default", "id-1", "one:7233"));
    table.belongTo(temporal("default", "id-1", "two:7233"));
    String refused = refused(temporal("default", "id-2", "three:7233"));
    assertTrue(refused.contains("\"default\" with ID id-1, last reached at two:7233"), refused);
    assertTrue(refused.contains("\"default\" with ID id-2, at three:7233"), refused);
    assertTrue(refused.contains("smoothie robots take-over"), refused);
  }

  @Test
  void a_refusal_counts_the_robots_and_the_waiters_at_stake() {
    robots(ROBOT1, ROBOT2);
    table.belongTo(temporal("default", "id-1", ""));
    claim(APPLE, 1);
    String refused = refused(temporal("default", "id-2", ""));
    assertTrue(refused.contains("1 robot held by its orders and 0 waiting orders"), refused);
    claim(BERRY, 1);
    claim(CHERRY, 1);
    refused = refused(temporal("default", "id-2", ""));
    assertTrue(refused.contains("2 robots held by its orders and 1 waiting order."), refused);
    assertEquals(APPLE, robot(ROBOT1).order());
  }

  @Test
  void a_table_that_knows_only_the_name_binds_the_ID_of_the_next_of_that_name() {
    table.belongTo(temporal("default", "", ""));
    refused(temporal("shop", "id-1", ""));
    table.belongTo(temporal("default", "id-1", ""));
    refused(temporal("default", "id-2", ""));
    table.belongTo(temporal("default", "", ""));
    refused(temporal("default", "id-2", ""));
  }

  @Test
  void handed_over_its_robots_are_free_its_queue_is_empty_and_its_attempts_are_released() {
    robots(ROBOT1, ROBOT2);
    TemporalNamespace first = temporal("default", "id-1", "one:7233");
    TemporalNamespace second = temporal("default", "id-2", "two:7233");
    table.belongTo(first);
    claim(APPLE, 1);
    telling(APPLE, 1, ROBOT1);
    claim(BERRY, 1);
    timedOut(BERRY, 1, ROBOT2);
    claim(CHERRY, 1);

    assertEquals(new TakenOver(true, Optional.of(first), 0, 0), table.takeOver(first));
    assertEquals(APPLE, robot(ROBOT1).order());
    assertEquals(new TakenOver(false, Optional.of(first), 1, 1), table.takeOver(second));

    assertEquals(RobotStatus.ONLINE, robot(ROBOT1).status());
    assertFalse(robot(ROBOT1).told());
    assertEquals(RobotStatus.BROKEN, robot(ROBOT2).status());
    assertEquals(AttemptOutcome.RELEASED, outcome(APPLE, ROBOT1));
    assertEquals(AttemptOutcome.TIMED_OUT, outcome(BERRY, ROBOT2));
    assertEquals(0, table.queue().length());
    table.belongTo(second);
    refused(first);
  }

  private String refused(TemporalNamespace namespace) {
    TableException refused = assertThrows(TableException.class, () -> table.belongTo(namespace));
    assertTrue(refused.isOfAnotherTemporal());
    return String.valueOf(refused.getMessage());
  }

  private static TemporalNamespace temporal(String name, String id, String address) {
    return new TemporalNamespace(name, id, address);
  }

  @Test
  void an_answer_for_an_attempt_that_never_was_is_no_failure() {
    table.attempts().answered(APPLE, ROBOT1);
    assertTrue(table.attempts().find(APPLE, ROBOT1).isEmpty());
    assertEquals(List.of(), table.attempts().of(APPLE));
  }

  @Test
  void the_latest_attempt_of_a_robot_is_found_whatever_order_it_was_for() {
    robots(ROBOT1);
    assertTrue(table.attempts().of(ROBOT1, 1).isEmpty());
    claim(APPLE, 1);
    clock.pass(Duration.ofSeconds(1));
    finish(APPLE, 1, ROBOT1);
    claim(BERRY, 1);
    assertEquals(BERRY, table.attempts().of(ROBOT1, 1).get(0).order());
    assertTrue(table.attempts().of(ROBOT2, 1).isEmpty());
  }
}
