package io.smoothie.activities.table;

import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;

/** What each robot can do, as the operator and the robot itself have said. */
final class SkillRows {
  /** The skills that a robot has now, as one column of a query that has robots as {@code r}. */
  static final String PRESENT =
      """
      COALESCE((SELECT string_agg(s.skill, ' ' ORDER BY s.skill) FROM robot_skills s
                WHERE s.robot = r.name AND s.present = 1), '')
      """;

  /**
   * A skill that the robot said it lost is kept, so that orders that need it go on waiting. Of a
   * robot that names ever new ones, only those that some order waits for.
   */
  private static final String FORGET_LOST =
      """
      DELETE FROM robot_skills WHERE robot = :robot AND present = 0
        AND (SELECT COUNT(*) FROM robot_skills s WHERE s.robot = :robot AND s.present = 0) > :most
        AND NOT EXISTS (SELECT 1 FROM group_skills n WHERE n.skill = robot_skills.skill)
      """;

  private SkillRows() {}

  /** The operator's word: these, and no others. */
  static void set(Transaction tx, RobotName robot, Skills skills) {
    delete(tx, robot);
    add(tx, robot, skills);
    GroupRows.serve(tx, robot);
  }

  /** The robot's word: these, and no others for now. */
  static void report(Transaction tx, RobotName robot, Skills skills) {
    tx.update("UPDATE robot_skills SET present = 0 WHERE robot = :robot")
        .bind("robot", robot)
        .execute();
    add(tx, robot, skills);
    tx.update(FORGET_LOST).bind("robot", robot).bind("most", Skills.MOST).execute();
    GroupRows.serve(tx, robot);
  }

  /** The robot is no longer in the table. */
  static void remove(Transaction tx, RobotName robot) {
    delete(tx, robot);
    GroupRows.forget(tx, robot);
  }

  private static void add(Transaction tx, RobotName robot, Skills skills) {
    for (String skill : skills.names()) {
      tx.update(
              """
              INSERT INTO robot_skills (robot, skill, present) VALUES (:robot, :skill, 1)
              ON CONFLICT (robot, skill) DO UPDATE SET present = 1
              """)
          .bind("robot", robot)
          .bind("skill", skill)
          .execute();
    }
  }

  private static void delete(Transaction tx, RobotName robot) {
    tx.update("DELETE FROM robot_skills WHERE robot = :robot").bind("robot", robot).execute();
  }
}
