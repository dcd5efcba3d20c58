package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smoothie.workflow.AttemptOutcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class EligibilityTest {
  @ParameterizedTest
  @EnumSource
  void the_database_and_the_workflow_agree_on_what_uses_a_robot_up(AttemptOutcome outcome) {
    assertEquals(
        outcome.usesUpTheRobot(), !Eligibility.USES_UP.contains("'" + outcome.word() + "'"));
  }
}
