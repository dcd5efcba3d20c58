package io.smoothie.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.smoothie.workflow.AnswerRule.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an answer is worth, by what the order knows when it hears it. */
class AnswerRuleTest {
  private static final RobotName ROBOT1 = new RobotName("Robot1");
  private static final RobotName ROBOT2 = new RobotName("Robot2");

  private final AnswerRule<String> rule = new AnswerRule<>();

  private Verdict heard(RobotName robot) {
    return rule.heard(robot, robot + "'s", /* queued= */ false);
  }

  @Test
  void the_first_answer_of_the_robot_that_the_order_has_counts() {
    rule.expectFrom(ROBOT1);

    assertEquals(Verdict.COUNTS, heard(ROBOT1));
    assertEquals(Verdict.REPEATED, heard(ROBOT1));
    assertEquals(Verdict.UNNAMED, rule.heard(null, "", false));
  }

  @Test
  void an_early_answer_counts_once_the_order_has_its_robot() {
    assertEquals(Verdict.EARLY, heard(ROBOT1));

    assertEquals("Robot1's", rule.expectFrom(ROBOT1));
    assertEquals(Verdict.REPEATED, heard(ROBOT1));
  }

  @Test
  void once_a_robot_is_told_no_other_robots_answer_counts() {
    rule.expectFrom(ROBOT1);
    assertEquals(Verdict.EARLY, heard(ROBOT2));

    assertEquals(List.of(ROBOT2), rule.told());
    assertEquals(Verdict.UNEXPECTED, heard(ROBOT2));
    assertNull(rule.expectFrom(ROBOT2));
  }

  @Test
  void an_answer_while_the_order_is_in_the_queue_is_not_kept() {
    assertEquals(Verdict.UNEXPECTED, rule.heard(ROBOT1, "", /* queued= */ true));
    assertNull(rule.expectFrom(ROBOT1));
  }

  @Test
  void an_answer_after_the_attempt_is_late() {
    rule.expectFrom(ROBOT1);
    rule.expectNoMoreFrom(ROBOT1);

    assertEquals(Verdict.LATE, heard(ROBOT1));
    assertEquals(Verdict.EARLY, heard(ROBOT2));
  }

  @Test
  void early_answers_of_strangers_are_forgotten_and_those_of_robots_it_has_had_are_kept() {
    rule.expectFrom(ROBOT1);
    rule.expectNone();
    heard(ROBOT1);
    heard(ROBOT2);

    assertEquals(List.of(ROBOT2), rule.forgetEarlyOnesOfStrangers());
    assertEquals("Robot1's", rule.expectFrom(ROBOT1));
  }
}
