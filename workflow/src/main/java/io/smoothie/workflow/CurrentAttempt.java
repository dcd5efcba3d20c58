package io.smoothie.workflow;

import org.jspecify.annotations.Nullable;

/** One robot's try, while it is on. */
final class CurrentAttempt {
  final RobotName robot;
  boolean nobodySubscribed;

  /** Whether it was given up on without any gateway that could have heard the robot. */
  boolean unheard;

  /** Whether it is on record that the robot was told, so that no other one can answer. */
  boolean told;

  @Nullable Answer answer;

  CurrentAttempt(RobotName robot) {
    this.robot = robot;
  }

  boolean isAnswered() {
    return answer != null;
  }

  /** The robot's name, for Markdown. */
  String shown() {
    return Text.forMarkdown(robot.value());
  }

  /**
   * What a robot said.
   *
   * @param failure the reason it gave, which may be empty; null for a success
   */
  record Answer(@Nullable String failure) {
    boolean isSuccess() {
      return failure == null;
    }
  }
}
