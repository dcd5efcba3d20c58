package io.smoothie.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Order IDs and robots' names. */
class NamesTest {
  private static final String HUNDRED = "x".repeat(100);

  @ParameterizedTest
  @ValueSource(
      strings = {"1", "a.b_c-D", "..", "smoothie", "my-smoothie-1", "daily-2026-11-25T20:38:05Z"})
  void an_order_id_and_its_workflow_id_name_the_same_order(String id) {
    OrderId order = new OrderId(id);

    assertEquals("smoothie-" + id, order.workflowId());
    assertEquals(order, OrderId.parse(id));
    assertEquals(order, OrderId.parse(order.workflowId()));
    assertEquals(Optional.of(order), OrderId.ofTaskToken(order.workflowId()));
  }

  @Test
  void an_order_id_has_up_to_100_characters() {
    assertEquals(HUNDRED, new OrderId(HUNDRED).value());
    assertThrows(IllegalArgumentException.class, () -> new OrderId(HUNDRED + "x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a b", "a/b", "ä", "a\n", "smoothie-", "smoothie-1", "a\u0000", "#", "+"})
  void text_that_is_no_order_id_is_refused(String id) {
    assertThrows(IllegalArgumentException.class, () -> new OrderId(id));
    assertEquals(Optional.empty(), OrderId.ofTaskToken("smoothie-" + id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "Smoothie-1", "smoothie", "xsmoothie-1", "smoothie-smoothie-1"})
  void a_token_that_is_not_ours_belongs_to_no_order(String token) {
    assertEquals(Optional.empty(), OrderId.ofTaskToken(token));
  }

  @Test
  void an_order_id_with_two_prefixes_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> OrderId.parse("smoothie-smoothie-1"));
  }

  @Test
  void random_order_ids_differ() {
    assertFalse(OrderId.random().equals(OrderId.random()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Robot1",
        "r",
        "a_b-C",
        "-",
        "0",
        "aa:bb:cc:00:11:22",
        "press-3.kitchen.local",
        ".."
      })
  void a_robots_name_is_accepted(String name) {
    assertEquals(name, new RobotName(name).value());
    assertTrue(RobotName.isValid(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a b", "a/b", "+", "#", "$SYS", "$a", "a$", "ä", "Robot1\n", "a\u0000"})
  void text_that_is_no_robots_name_is_refused(String name) {
    assertFalse(RobotName.isValid(name));
    assertThrows(IllegalArgumentException.class, () -> new RobotName(name));
  }

  @Test
  void a_robots_name_has_up_to_128_characters() {
    assertTrue(RobotName.isValid("x".repeat(128)));
    assertFalse(RobotName.isValid("x".repeat(129)));
  }

  @Test
  void a_refusal_leaves_out_characters_that_cannot_be_shown() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new RobotName("\u202e\u001b[31m x"));
    assertEquals(
        "\"[31m x\" is not a robot's name: it takes 1 to 128 letters, digits, underscores, hyphens,"
            + " dots and colons",
        refused.getMessage());
  }

  @Test
  void names_and_ids_sort_by_their_text() {
    assertTrue(new RobotName("Robot1").compareTo(new RobotName("Robot2")) < 0);
    assertTrue(new OrderId("b").compareTo(new OrderId("a")) > 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"working", "succeeded", "timed_out", "failed", "not_sent", "released"})
  void outcomes_are_written_in_lower_case_and_read_again(String word) {
    assertEquals(word, AttemptOutcome.ofWord(word).word());
  }

  @Test
  void only_an_attempt_that_was_certainly_not_told_leaves_its_robot_unused() {
    for (AttemptOutcome outcome : AttemptOutcome.values()) {
      boolean unused = outcome == AttemptOutcome.NOT_SENT || outcome == AttemptOutcome.RELEASED;
      assertEquals(!unused, outcome.usesUpTheRobot(), outcome.word());
    }
  }
}
