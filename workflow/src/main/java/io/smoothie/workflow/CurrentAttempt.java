package io.smoothie.workflow;

import org.jspecify.annotations.Nullable;

/** One robot's attempt, while it is under way. */
final class CurrentAttempt {
  final RobotName robot;
  boolean nobodySubscribed;

  /** Whether the attempt was given up although no gateway could have heard the robot. */
  boolean unheard;

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
